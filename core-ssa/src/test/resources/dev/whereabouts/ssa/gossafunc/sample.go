// Package sample has one function for each form that the listing of a function can take. It imports nothing: with GOSSAFUNC set,
// every import is compiled anew.
package sample

type point struct {
	x, y  int
	label string
}

type shape interface{ area() int }

func (p point) area() int { return p.x * p.y }

func (p *point) move(dx int) *point {
	p.x += dx
	return p
}

type big struct{ words [40]int }

var sink any

type failure string

func (f failure) Error() string { return string(f) }

var errBad error = failure("bad")

type builder struct{ bytes []byte }

func (b *builder) write(s string) {
	if len(s) > 0 {
		b.bytes = append(b.bytes, s...)
	}
}

//go:noinline
func add(a, b int) int { return a + b }

func half(n int) int {
	if n < 0 {
		return -n / 2
	}
	return n / 2
}

// Leaf has no frame, and its first instruction comes from an inlined call.
//go:noinline
func leaf(n int) int { return half(n) }

func shadow(n int) (r int) {
	for i := 0; i < n; i++ {
		x := i * n
		if x > 3 {
			x := add(x, r)
			r += x
		}
		{
			x := "text"[:n%3]
			r += len(x)
		}
	}
	return
}

func join(parts []string, sep string) string {
	var b builder
	for i, part := range parts {
		if i > 0 {
			b.write(sep)
		}
		b.write(part)
	}
	return string(b.bytes)
}

func zero(f float64, narrow bool) (float64, float32) {
	if narrow {
		return 0, 0
	}
	return f + 0.5, 0
}

func forever(c chan int) {
	for v := range c {
		if v == 3 {
			for {
			}
		}
	}
}

func deferred(n int) (r int, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = errBad
		}
	}()
	r = 100 / n
	return
}

func choose(n int) string {
	switch n {
	case 1:
		return "one"
	case 2:
		return "two"
	case 3:
		return "three"
	case 4:
		return "four"
	case 5:
		return "five"
	case 6:
		return "six"
	case 7:
		return "seven"
	case 8:
		return "eight"
	case 9:
		return "nine"
	}
	panic(n)
}

func copies(b big, i int) big {
	c := b
	c.words[i%40] = i
	if i > 3 {
		sink = c
	}
	return c
}

func parts(p point, q *point, s shape) (t point) {
	t = p
	if q != nil {
		t.label = q.label + p.label
		t.x += s.area()
	}
	return t
}

func escapes(n int) *int {
	m := n
	sink = &m
	m++
	return &m
}

func largest[T int | string](values ...T) (best T) {
	for _, v := range values {
		if v > best {
			best = v
		}
	}
	return
}

func closes(n int) func() int {
	total := 0
	return func() int {
		total += n
		return total
	}
}

func unused(a int, _ string, c float64) int { return 7 }

func generics() (int, string) {
	return largest(1, 2, 3), largest("a", "b")
}

func talks(in <-chan int, out chan<- *point, m map[string]struct{ a, b int8 }) (n int) {
	for v := range in {
		p := &point{x: v, label: "<b>&amp;</b>"}
		out <- p
		n += int(m[p.label].a)
	}
	return
}
