#!/bin/bash
# An sd-server for the tests of its supervision. It says its number, knocks at the port that it was given, and ends with status 3 when
# the test lets go of the connection. With a model whose name says so it is deaf to SIGTERM.
echo $$
case $2 in *deaf*) trap '' TERM ;; esac
exec 3<>"/dev/tcp/$4/$6"
printf 'GET /up HTTP/1.1\r\n\r\n' >&3
cat <&3
exit 3
