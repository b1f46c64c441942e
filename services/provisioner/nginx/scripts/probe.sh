#!/bin/bash
# A health check: GET http://127.0.0.1:PORT/PATH answers 200. By bash alone, because nginx's
# image need not have a client of HTTP.
#   probe.sh PORT PATH
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
read -r line <&3
echo "$line"
[[ $line == HTTP/*' 200 '* ]]
