import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** ClickHouse servers on loopback, one a shard, below a folder of their own that goes with them. */

const http = 28120, tcp = 29000, between = 29100;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

export async function startShards(count) {
  const folder = mkdtempSync(join(tmpdir(), "allot-shards-"));
  const remote = Array.from({ length: count }, (_, i) => `<shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>${tcp + i}</port></replica></shard>`).join("");
  const nodes = [];
  for (let i = 0; i < count; i++) {
    const own = join(folder, String(i));
    for (const sub of ["data", "tmp"]) mkdirSync(join(own, sub), { recursive: true });
    writeFileSync(join(own, "config.xml"), `<yandex><logger><level>warning</level><log>${own}/log</log><errorlog>${own}/err</errorlog></logger>
<http_port>${http + i}</http_port><tcp_port>${tcp + i}</tcp_port><interserver_http_port>${between + i}</interserver_http_port><interserver_http_host>127.0.0.1</interserver_http_host>
<listen_host>127.0.0.1</listen_host><path>${own}/data/</path><tmp_path>${own}/tmp/</tmp_path><users_config>users.xml</users_config><default_profile>default</default_profile>
<default_database>default</default_database><timezone>UTC</timezone><mark_cache_size>67108864</mark_cache_size><max_concurrent_queries>50</max_concurrent_queries>
<remote_servers><shards>${remote}</shards></remote_servers></yandex>`);
    writeFileSync(join(own, "users.xml"), `<yandex><profiles><default><max_threads>1</max_threads><insert_distributed_sync>1</insert_distributed_sync><max_memory_usage>4000000000</max_memory_usage></default></profiles>
<users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users>
<quotas><default><interval><duration>3600</duration><queries>0</queries><errors>0</errors><result_rows>0</result_rows><read_rows>0</read_rows><execution_time>0</execution_time></interval></default></quotas></yandex>`);
    nodes.push({ port: http + i, process: spawn("clickhouse-server", [`--config-file=${own}/config.xml`], { cwd: own, stdio: "ignore" }) });
  }
  const stop = async () => {
    for (const { process } of nodes) process.kill("SIGKILL");
    await wait(200);
    rmSync(folder, { recursive: true, force: true });
  };
  for (const node of nodes) {
    for (let tries = 0; ; tries++) {
      try {
        await query(node.port, "SELECT 1");
        break;
      } catch (error) {
        if (tries > 150) {
          await stop();
          throw error;
        }
        await wait(100);
      }
    }
  }
  return { query: (sql, shard = 0, settings = {}) => query(nodes[shard].port, sql, settings), kill: (shard) => nodes[shard].process.kill("SIGKILL"), stop };
}

function query(port, sql, settings = {}) {
  return new Promise((done, failed) => {
    const call = request({ host: "127.0.0.1", port, path: `/?${new URLSearchParams(settings)}`, method: "POST" }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const text = Buffer.concat(parts).toString().trimEnd();
        if (answer.statusCode === 200) done(text);
        else failed(new Error(text));
      });
    });
    call.on("error", failed);
    call.end(sql);
  });
}
