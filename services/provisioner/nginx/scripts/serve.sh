#!/bin/bash
# Runs nginx with the configuration that the provisioner writes: waits for it, and takes over a new one without a stop.
#   serve.sh [SOCKET]   SOCKET: that of the engine, which nginx is the gateway to
directory=/etc/tidegauge
configuration=$directory/nginx.conf
socket=${1:-}

say() { echo "serve: $*" >&2; }
nap() { sleep "$1" & wait $!; } # a trap waits for the end of a sleep that isn't in the background
written() { cat "$configuration" "$directory"/tls/* 2>/dev/null | cksum; }
valid() { nginx -t -q -e stderr -c "$configuration"; }

trap 'exit 0' TERM INT
seen=$(written)
until valid; do
  say 'goes on once the provisioner has written another configuration (docker compose up -d)'
  while [ "$(written)" = "$seen" ]; do nap 2; done
  seen=$(written)
done

nginx -e stderr -c "$configuration" -g 'daemon off;' &
nginx=$!
trap 'kill -QUIT $nginx; wait $nginx; exit 0' TERM INT

failures=0
while kill -0 $nginx 2>/dev/null; do
  nap 2
  now=$(written)
  if [ "$now" != "$seen" ]; then
    seen=$now
    if valid; then kill -HUP $nginx && say 'the new configuration is in force'; else say 'the new configuration is refused, the old one goes on'; fi
  fi
  [ "$socket" ] || continue
  if [ -S "$socket" ] && bash "$directory/probe.sh" 2376 /healthz >/dev/null 2>&1; then
    failures=0
  elif [ $((failures += 1)) = 5 ]; then
    say "no Docker engine answers at $socket: set DOCKER_SOCKET in .env to where its socket lies on the host"
  elif [ $failures = 30 ]; then
    # An engine that was started anew has another socket at the same path; only a new mount finds it.
    say 'ends, to be started with the socket mounted anew'
    kill -QUIT $nginx
  fi
done
wait $nginx
