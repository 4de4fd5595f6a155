package main

import (
	"net"
	"testing"
	"time"
)

func TestSettlesOnce(t *testing.T) {
	payments := []payment{{Cents: 100}, {Cents: 200, Settled: true}, {Cents: 0}}
	if settled := settle(payments); settled != 1 {
		t.Fatalf("settled %d, want 1", settled)
	}
	if again := settle(payments); again != 0 {
		t.Fatalf("settled %d again", again)
	}
}

func TestHeartbeat(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	var beat heartbeat
	go beat.answer(listener)

	beat.touch(time.Now())
	if code := checkHealth(listener.Addr().String()); code != 0 {
		t.Errorf("a living worker exits %d", code)
	}
	beat.touch(time.Now().Add(-2 * stale))
	if code := checkHealth(listener.Addr().String()); code == 0 {
		t.Error("a worker that stands still counts as alive")
	}
}
