package socket

import (
	"net"

	"golang.org/x/sys/unix"
)

// peer is the user at the other end of a connection, as the kernel noted it
// when the connection was made (unix(7), SO_PEERCRED).
func peer(conn *net.UnixConn) (uid int, err error) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return 0, err
	}
	var who *unix.Ucred
	controlled := raw.Control(func(fd uintptr) {
		who, err = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED)
	})
	if controlled != nil {
		return 0, controlled
	}
	if err != nil {
		return 0, err
	}
	return int(who.Uid), nil
}

// longestPath is what the address of a socket holds, in bytes.
const longestPath = 107

// openFiles is where the files that a process has open have short names (proc(5)).
const openFiles = "/proc/self/fd"
