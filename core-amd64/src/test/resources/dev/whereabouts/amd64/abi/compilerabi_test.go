// Runs inside the compiler's own package abi, by way of an overlay, and prints what the compiler assigns to random signatures:
//
//	N name underlying                a named type, before its first use
//	F abi signature                  abi is 0 or 1
//	P type size align offset pieces  a receiver, parameter or result, in order; offset is from the CFA, -1 for none;
//	                                 a piece is register|type|offset|padding: floating-point registers count from 100
//	E spillOffset size               the end of a signature
//
// Columns are parted by tabs.
package abi_test

import (
	"bufio"
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"testing"

	"cmd/compile/internal/abi"
	"cmd/compile/internal/base"
	"cmd/compile/internal/ir"
	"cmd/compile/internal/typecheck"
	"cmd/compile/internal/types"
	"cmd/internal/obj"
	"cmd/internal/obj/x86"
	"cmd/internal/src"
)

type generator struct {
	*rand.Rand
	out     *bufio.Writer
	basics  []*types.Type
	named   []*types.Type
	foreign *types.Pkg
}

func TestWhereabouts(t *testing.T) {
	types.MaxWidth = 1 << 50
	types.PtrSize, types.RegSize = 8, 8
	base.Ctxt = obj.Linknew(&x86.Linkamd64)
	types.LocalPkg = types.NewPkg("main", "main")
	typecheck.InitUniverse()
	file, err := os.Create(os.Getenv("WHEREABOUTS_OUT"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	seed, _ := strconv.ParseInt(os.Getenv("WHEREABOUTS_SEED"), 10, 64)
	count, _ := strconv.Atoi(os.Getenv("WHEREABOUTS_COUNT"))
	g := &generator{Rand: rand.New(rand.NewSource(seed)), out: bufio.NewWriter(file), foreign: types.NewPkg("far/away", "away")}
	for kind := types.TINT8; kind <= types.TUINTPTR; kind++ {
		g.basics = append(g.basics, types.Types[kind])
	}
	for _, kind := range []types.Kind{types.TBOOL, types.TFLOAT32, types.TFLOAT64, types.TCOMPLEX64, types.TCOMPLEX128, types.TSTRING,
		types.TUNSAFEPTR, types.TFLOAT32, types.TFLOAT64} {
		g.basics = append(g.basics, types.Types[kind])
	}
	g.basics = append(g.basics, types.ByteType, types.RuneType, types.ErrorType, types.AnyType)
	for i := 0; i < count; i++ {
		g.signature()
	}
	g.out.Flush()
}

func (g *generator) signature() {
	var receiver *types.Field
	if g.Intn(4) == 0 {
		receiver = types.NewField(src.NoXPos, g.symbol("r"), g.typ(3))
	}
	parameters := g.fields(g.Intn(7), 3)
	if n := len(parameters); n > 0 && g.Intn(6) == 0 {
		parameters[n-1].Type = types.NewSlice(g.typ(1))
		parameters[n-1].SetIsDDD(true)
	}
	signature := types.NewSignature(receiver, parameters, g.fields(g.Intn(5), 3))
	types.CalcSize(signature)
	which := g.Intn(8)
	config := abi.NewABIConfig(9, 15, 0, 1)
	if which == 0 {
		config = abi.NewABIConfig(0, 0, 0, 0)
	} else {
		which = 1
	}
	info := config.ABIAnalyzeFuncType(signature)
	fmt.Fprintf(g.out, "F\t%d\t%v\n", which, signature)
	for _, p := range info.InParams() {
		g.parameter(info, p, true)
	}
	for _, p := range info.OutParams() {
		g.parameter(info, p, false)
	}
	fmt.Fprintf(g.out, "E\t%d\t%d\n", info.SpillAreaOffset(), info.ArgWidth())
}

func (g *generator) parameter(info *abi.ABIParamResultInfo, p abi.ABIParamAssignment, in bool) {
	offset := int64(-1)
	if in || len(p.Registers) == 0 {
		offset = p.FrameOffset(info)
	}
	kinds, offsets := p.RegisterTypesAndOffsets()
	padding := p.ComputePadding(make([]uint64, 32))
	pieces := ""
	for i, r := range p.Registers {
		register := int64(r)
		if float := info.Config().FloatIndexFor(r); float >= 0 {
			register = 100 + float
		}
		pieces += fmt.Sprintf("\t%d|%v|%d|%d", register, kinds[i], offsets[i], padding[i])
	}
	fmt.Fprintf(g.out, "P\t%v\t%d\t%d\t%d%s\n", p.Type, p.Type.Size(), p.Type.Alignment(), offset, pieces)
}

func (g *generator) symbol(name string) *types.Sym {
	return types.LocalPkg.Lookup(name)
}

func (g *generator) fields(n, depth int) []*types.Field {
	fields := make([]*types.Field, n)
	for i := range fields {
		fields[i] = types.NewField(src.NoXPos, g.symbol(fmt.Sprintf("p%d", i)), g.typ(depth))
	}
	return fields
}

func (g *generator) typ(depth int) *types.Type {
	if depth == 0 || g.Intn(3) == 0 {
		return g.basics[g.Intn(len(g.basics))]
	}
	switch g.Intn(14) {
	case 0:
		return types.NewPtr(g.typ(depth - 1))
	case 1:
		return types.NewSlice(g.typ(depth - 1))
	case 2, 3:
		return types.NewArray(g.typ(depth-1), []int64{0, 1, 1, 1, 2, 3}[g.Intn(6)])
	case 4:
		return types.NewMap(types.Types[types.TSTRING], g.typ(depth-1))
	case 5:
		return types.NewChan(g.typ(depth-1), []types.ChanDir{types.Cboth, types.Crecv, types.Csend}[g.Intn(3)])
	case 6:
		return types.NewSignature(nil, g.fields(g.Intn(3), depth-1), g.fields(g.Intn(3), depth-1))
	case 7:
		return types.NewInterface(g.methods(g.Intn(3), depth-1))
	case 8, 9:
		if len(g.named) > 0 && g.Intn(3) > 0 {
			return g.named[g.Intn(len(g.named))]
		}
		return g.define(g.typ(depth - 1))
	default:
		return g.structure(depth)
	}
}

func (g *generator) methods(n, depth int) []*types.Field {
	methods := make([]*types.Field, n)
	for i := range methods {
		signature := types.NewSignature(types.FakeRecv(), g.fields(g.Intn(3), depth), g.fields(g.Intn(2), depth))
		methods[i] = types.NewField(src.NoXPos, g.symbol([]string{"M", "n"}[g.Intn(2)]+strconv.Itoa(i)), signature)
	}
	return methods
}

func (g *generator) structure(depth int) *types.Type {
	fields := make([]*types.Field, g.Intn(5))
	for i := range fields {
		pkg := []*types.Pkg{types.LocalPkg, types.LocalPkg, g.foreign}[g.Intn(3)]
		name := []string{"_", fmt.Sprintf("F%d", i), fmt.Sprintf("f%d", i)}[g.Intn(3)]
		kind := g.typ(depth - 1)
		if g.Intn(5) == 0 {
			kind = []*types.Type{types.NewStruct(nil), types.NewArray(kind, 0), types.Types[types.TUINT8]}[g.Intn(3)]
		}
		fields[i] = types.NewField(src.NoXPos, pkg.Lookup(name), kind)
		if g.Intn(8) == 0 {
			fields[i].Note = `json:"a;}` + "`" + `"`
		}
		if g.Intn(8) == 0 && len(g.named) > 0 {
			if named := g.named[g.Intn(len(g.named))]; !named.IsPtr() {
				fields[i] = types.NewField(src.NoXPos, named.Sym(), named)
				fields[i].Embedded = 1
			}
		}
	}
	return types.NewStruct(fields)
}

func (g *generator) define(underlying *types.Type) *types.Type {
	if underlying.IsInterface() {
		underlying = types.Types[types.TINT16]
	}
	pkg := []*types.Pkg{types.LocalPkg, g.foreign}[g.Intn(2)]
	name := fmt.Sprintf([]string{"T%d", "T%d[int,go.shape.struct { a int }]"}[g.Intn(2)], len(g.named))
	object := ir.NewDeclNameAt(src.NoXPos, ir.OTYPE, pkg.Lookup(name))
	named := types.NewNamed(object)
	object.SetType(named)
	named.SetUnderlying(underlying.Underlying())
	types.CalcSize(named)
	g.named = append(g.named, named)
	fmt.Fprintf(g.out, "N\t%v\t%L\n", named, named)
	return named
}
