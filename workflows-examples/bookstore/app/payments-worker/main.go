// Command payments-worker settles payments, some every second. It uses the standard library only and serves nobody but its
// own health check.
package main

import (
	"context"
	"flag"
	"log"
	"net"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	health = "127.0.0.1:8081"
	every  = time.Second
	// stale is how long the loop may stand still before the worker counts as dead.
	stale = 10 * every
)

func main() {
	healthcheck := flag.Bool("healthcheck", false, "ask the running worker whether it is alive, then exit")
	flag.Parse()
	if *healthcheck {
		os.Exit(checkHealth(health))
	}
	if err := work(); err != nil {
		log.Fatal(err)
	}
}

func work() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	listener, err := net.Listen("tcp", health)
	if err != nil {
		return err
	}
	defer listener.Close()
	var beat heartbeat
	beat.touch(time.Now())
	go beat.answer(listener)
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	pending := []payment{{Order: "1001", Cents: 4999}, {Order: "1002", Cents: 9998}}
	for {
		select {
		case <-ctx.Done():
			return nil
		case now := <-ticker.C:
			if settled := settle(pending); settled > 0 {
				log.Printf("settled %d payments", settled)
			}
			beat.touch(now)
		}
	}
}

// heartbeat remembers when the loop last came round.
type heartbeat struct{ at atomic.Int64 }

func (b *heartbeat) touch(now time.Time) { b.at.Store(now.UnixNano()) }

func (b *heartbeat) alive(now time.Time) bool { return now.Sub(time.Unix(0, b.at.Load())) < stale }

// answer writes one byte to whoever connects while the loop is alive, and nothing otherwise.
func (b *heartbeat) answer(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		if b.alive(time.Now()) {
			_, _ = connection.Write([]byte{1})
		}
		_ = connection.Close()
	}
}

// checkHealth returns the exit code of the health check: 0 when the worker says that it is alive.
func checkHealth(address string) int {
	connection, err := net.DialTimeout("tcp", address, 3*time.Second)
	if err != nil {
		return 1
	}
	defer connection.Close()
	_ = connection.SetReadDeadline(time.Now().Add(3 * time.Second))
	if count, _ := connection.Read(make([]byte, 1)); count == 1 {
		return 0
	}
	return 1
}
