package socket

import (
	"net"

	"golang.org/x/sys/unix"
)

// peer is the user at the other end of a connection, as the kernel noted it
// when the connection was made (unix(4), LOCAL_PEERCRED).
func peer(conn *net.UnixConn) (uid int, err error) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return 0, err
	}
	var who *unix.Xucred
	controlled := raw.Control(func(fd uintptr) {
		who, err = unix.GetsockoptXucred(int(fd), unix.SOL_LOCAL, unix.LOCAL_PEERCRED)
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
const longestPath = 103

// openFiles is empty where a name can't go on below an open directory.
const openFiles = ""
