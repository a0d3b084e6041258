// The example of the README: two small functions, one with a loop and a call.
package main

import "os"

//go:noinline
func sum(values []int, limit int) (total int, ok bool) {
	for _, v := range values {
		total += v
		if total > limit {
			return report(total), false
		}
	}
	return total, true
}

//go:noinline
func report(total int) int {
	println("over the limit:", total)
	return -1
}

func main() {
	total, ok := sum([]int{1, 2, 3, len(os.Args)}, 100)
	println(total, ok)
}
