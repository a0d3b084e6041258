// Scenarios of the Go runtime under emulation: the first argument names one.
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

type shape struct {
	Name   string
	Sides  int
	Angles []float64
	Notes  map[string]int
}

func channels() {
	in, out := make(chan int), make(chan int, 3)
	var workers sync.WaitGroup
	for w := 0; w < 8; w++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for n := range in {
				out <- n * n
			}
		}()
	}
	go func() {
		for i := 0; i < 500; i++ {
			in <- i
		}
		close(in)
		workers.Wait()
		close(out)
	}()
	sum := 0
	for n := range out {
		sum += n
	}
	fmt.Println("sum", sum)
	var once sync.Once
	var hits atomic.Int64
	var mu sync.Mutex
	counts := map[int]int{}
	var all sync.WaitGroup
	for i := 0; i < 50; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			once.Do(func() { hits.Add(100) })
			hits.Add(1)
			mu.Lock()
			counts[i%7]++
			mu.Unlock()
			runtime.Gosched()
		}()
	}
	all.Wait()
	fmt.Println(hits.Load(), counts)
}

func garbage() {
	type node struct {
		left, right *node
		pay         [40]byte
	}
	var grow func(depth int) *node
	grow = func(depth int) *node {
		if depth == 0 {
			return nil
		}
		return &node{left: grow(depth - 1), right: grow(depth - 1)}
	}
	var count func(n *node) int
	count = func(n *node) int {
		if n == nil {
			return 0
		}
		return 1 + count(n.left) + count(n.right)
	}
	keep := grow(10)
	for i := 0; i < 12; i++ {
		grow(12)
	}
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	finalized := make(chan bool, 1)
	runtime.SetFinalizer(&node{}, func(*node) { finalized <- true })
	runtime.GC()
	fmt.Println(count(keep), stats.NumGC > 1, <-finalized)
}

func timers() {
	start := time.Now()
	ticker := time.NewTicker(2 * time.Millisecond)
	for i := 0; i < 5; i++ {
		<-ticker.C
	}
	ticker.Stop()
	passed := time.Since(start)
	fmt.Println(passed >= 10*time.Millisecond, passed < time.Second)
	select {
	case <-make(chan int):
	case <-time.After(3 * time.Millisecond):
		fmt.Println("timed out")
	}
	fmt.Println(time.AfterFunc(time.Hour, func() {}).Stop())
	spin := 0
	go func() {
		for {
			spin++
		}
	}()
	time.Sleep(15 * time.Millisecond)
	fmt.Println("a loop without calls was interrupted")
}

func files() {
	fmt.Println(len(os.Args), os.Args[1:], os.Getenv("COLOUR"), os.Getenv("MISSING"))
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Println(strings.ToUpper(lines.Text()))
	}
	_, err := os.ReadFile("/does/not/exist")
	fmt.Println(err, errors.Is(err, os.ErrNotExist))
	dir, err := os.MkdirTemp("/tmp", "scenario")
	fmt.Println(err)
	path := dir + "/a"
	fmt.Println(os.WriteFile(path, []byte("one\ntwo\n"), 0o600))
	file, _ := os.OpenFile(path, os.O_APPEND|os.O_RDWR, 0)
	fmt.Fprintln(file, "three")
	file.Seek(4, 0)
	rest := make([]byte, 20)
	n, _ := file.Read(rest)
	fmt.Printf("%q\n", rest[:n])
	info, _ := file.Stat()
	fmt.Println(info.Size(), info.Mode(), info.Name(), file.Close())
	fmt.Println(os.Rename(path, dir+"/b"))
	entries, _ := os.ReadDir(dir)
	fmt.Println(len(entries), entries[0].Name(), os.Remove(dir+"/b"), os.Remove(dir))
	r, w, _ := os.Pipe()
	go func() { time.Sleep(time.Millisecond); fmt.Fprint(w, "through a pipe"); w.Close() }()
	text, _ := bufio.NewReader(r).ReadString(0)
	fmt.Println(text)
	fmt.Fprintln(os.Stderr, "to standard error")
}

func signals() {
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, syscall.SIGUSR1)
	syscall.Kill(os.Getpid(), syscall.SIGUSR1)
	fmt.Println(<-caught)
	func() {
		defer func() { fmt.Println(recover()) }()
		var none *shape
		none.Sides = 1
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		zero := len(os.Args) - len(os.Args)
		fmt.Println(1 / zero)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(os.Args[len(os.Args)])
	}()
}

func data() {
	notes := map[string]int{}
	for i := 0; i < 2000; i++ {
		notes[fmt.Sprint(i%311)] += i
	}
	bytes, _ := json.Marshal(shape{"kite", 4, []float64{1.5, 2.25e10, 1e-7, 0.1 + 0.2}, notes})
	fmt.Printf("%x\n", sha256.Sum256(bytes))
	var back shape
	fmt.Println(json.Unmarshal(bytes, &back), len(back.Notes), back.Angles)
	words := strings.Fields("the quick brown fox jumps over the lazy dog")
	sort.Strings(words)
	fmt.Println(words, fmt.Sprintf("%8.3f|%+d|%x|%v", 3.14159, 42, "hex", back.Sides))
}

//go:noinline
func deeper(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + deeper(n-1)
}

func main() {
	switch os.Args[1] {
	case "channels":
		channels()
	case "garbage":
		garbage()
	case "timers":
		timers()
	case "files":
		files()
	case "signals":
		signals()
	case "data":
		data()
	case "stack":
		fmt.Println(deeper(200_000))
	case "panic":
		var wait sync.WaitGroup
		wait.Add(1)
		go func() { defer wait.Done() }()
		wait.Wait()
		panic(fmt.Errorf("wrapped: %w", os.ErrClosed))
	case "exit":
		os.Exit(42)
	case "deadlock":
		<-make(chan int)
	}
}
