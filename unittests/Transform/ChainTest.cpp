// One fact a test: which operations become a chain, what runs before and behind its links, and what passes its borders.
#include "ChainFixture.h"

namespace clangent::transform {
namespace {

using Values = std::vector<ValueId>;

class ChainTest : public TensorTest {
protected:
  // The chain that begins at the definition of `first`, in a function that returns the results.
  std::optional<Chain> find(ValueId first, std::vector<ValueId> results = {}) {
    returns(std::move(results));
    const Op &op = *function.definingOp(first);
    const auto &ops = function[op.parent].ops;
    const auto at = std::find(ops.begin(), ops.end(), function[first].definition);
    return findChain(ChainFacts(module, function), op.parent, static_cast<size_t>(at - ops.begin()));
  }
  Chain found(ValueId first, std::vector<ValueId> results = {}) {
    std::optional<Chain> chain = find(first, std::move(results));
    EXPECT_TRUE(chain.has_value());
    return chain.value_or(Chain());
  }
};

// ---- links

TEST_F(ChainTest, elementwiseOperationsOnEachOtherAreLinks) {
  const ValueId a = link("mul", {u, v}), z = links(a, 5);
  const Chain chain = found(a, {z});
  EXPECT_EQ(namesOf(chain.links), "mul tanh tanh tanh tanh tanh");
  EXPECT_EQ(namesOf(chain.before) + namesOf(chain.after), "");
  EXPECT_EQ(chain.primals, (Values{u, v}));
  EXPECT_EQ(chain.outputs, (Values{z}));
}

TEST_F(ChainTest, threeLinksAreTooFew) {
  const ValueId a = link("tanh", {u});
  EXPECT_FALSE(find(a, {links(a, 2)}));
}

TEST_F(ChainTest, fourLinksBetweenTwoBordersAreEnough) {
  const ValueId a = link("tanh", {u});
  EXPECT_TRUE(find(a, {links(a, 3)}));
}

TEST_F(ChainTest, everyBorderAsksForALink) {
  const ValueId a = link("mul", {u, v});
  EXPECT_FALSE(find(a, {links(a, 3)}));
}

TEST_F(ChainTest, outputsAreBorders) {
  const ValueId a = link("tanh", {u}), z = links(a, 3);
  EXPECT_FALSE(find(a, {a, z}));
}

TEST_F(ChainTest, numbersAreNoBorders) {
  ValueId z = link("mul_scalar", {u, x});
  const ValueId first = z;
  for (ValueId number : {y, x, y})
    z = link("add_scalar", {z, number});
  EXPECT_TRUE(find(first, {z}));
}

TEST_F(ChainTest, aNumberComputedBetweenLinksIsComputedBefore) {
  const ValueId a = link("tanh", {u}), s = b.mul(x, y), z = links(link("mul_scalar", {a, s}), 3);
  const Chain chain = found(a, {z});
  EXPECT_EQ(namesOf(chain.before), "mul");
  EXPECT_EQ(chain.links.size(), 5u);
}

TEST_F(ChainTest, aNumberComputedFromALinkIsNotReadByOne) {
  const ValueId a = link("tanh", {u}), d = links(a, 4), s = ordinary("item", {d}, types.doubleType());
  const ValueId z = link("mul_scalar", {d, s});
  const Chain chain = found(a, {z});
  EXPECT_EQ(namesOf(chain.links), "tanh tanh tanh tanh tanh");
  EXPECT_EQ(chain.outputs, (Values{d}));
  EXPECT_EQ(chain.last, chain.first + 4);
}

TEST_F(ChainTest, otherOperationsOnLinksAreBehindThem) {
  const ValueId a = link("tanh", {u}), d = links(a, 2), product = ordinary("matmul", {d, v}), z = links(d, 3);
  const Chain chain = found(a, {product, z});
  EXPECT_EQ(namesOf(chain.after), "matmul");
  EXPECT_EQ(chain.links.size(), 6u);
  EXPECT_EQ(chain.outputs, (Values{d, z}));
}

TEST_F(ChainTest, whatReadsAnOperationBehindTheLinksIsBehindThem) {
  const ValueId a = link("tanh", {u}), product = ordinary("matmul", {a, v}), late = link("exp", {product});
  const ValueId z = links(a, 4);
  const Chain chain = found(a, {late, z});
  EXPECT_EQ(namesOf(chain.after), "matmul exp");
  EXPECT_EQ(chain.links.size(), 5u);
}

TEST_F(ChainTest, otherOperationsAreBeforeTheLinksThatReadThem) {
  const ValueId a = link("tanh", {u}), product = ordinary("matmul", {v, w}), z = links(link("mul", {a, product}), 4);
  const Chain chain = found(a, {z});
  EXPECT_EQ(namesOf(chain.before), "matmul");
  EXPECT_EQ(chain.primals, (Values{u, product}));
}

TEST_F(ChainTest, whatStandsBehindTheLastLinkStaysThere) {
  const ValueId a = link("tanh", {u}), z = links(a, 4);
  const ValueId product = ordinary("matmul", {v, w}), other = ordinary("matmul", {z, w});
  const Chain chain = found(a, {product, other});
  EXPECT_EQ(namesOf(chain.before) + namesOf(chain.after), "");
  EXPECT_EQ(chain.last, chain.first + 4);
}

// ---- what a chain does not pass

TEST_F(ChainTest, stopsAtAStore) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  b.store(uBar, v);
  const Chain chain = found(a, {links(d, 2)});
  EXPECT_EQ(chain.links.size(), 5u);
}

TEST_F(ChainTest, stopsAtOpaqueText) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  use(x);
  EXPECT_EQ(found(a, {links(d, 2)}).links.size(), 5u);
}

TEST_F(ChainTest, stopsAtABranch) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  branch(
      c, [] { return Values(); }, [] { return Values(); });
  EXPECT_EQ(found(a, {links(d, 2)}).links.size(), 5u);
}

TEST_F(ChainTest, stopsAtALoop) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  loop(i, {}, [](ValueId, Values) { return Values(); });
  EXPECT_EQ(found(a, {links(d, 2)}).links.size(), 5u);
}

TEST_F(ChainTest, stopsAtTextThatChangesMoreThanItsResults) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  const OpId changing =
      b.inPlace(Term::call("::clangent::fill", {Term::object(0), Term::operand(1)}), {uBar}, {nothing()});
  function[changing].isPureCall = false;
  EXPECT_EQ(found(a, {links(d, 2)}).links.size(), 5u);
}

TEST_F(ChainTest, anElementwiseOperationThatChangesMoreThanItsResultsIsNoLink) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  const ValueId sum = adjoint("tanh", {d, seed}, {nothing()})[0];
  function[function[sum].definition].isPureCall = false;
  EXPECT_EQ(found(a, {d, sum}).links.size(), 5u);
}

TEST_F(ChainTest, loadsBetweenLinksComeBefore) {
  const ValueId a = link("tanh", {u}), bar = b.load(uBar), z = links(link("mul", {a, bar}), 4);
  const Chain chain = found(a, {z});
  EXPECT_EQ(namesOf(chain.before), "load");
  EXPECT_EQ(chain.links.size(), 6u);
}

TEST_F(ChainTest, loadsStayBehindUpdatesThatWaitForLinks) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  b.update(uBar, d);
  const ValueId bar = b.load(uBar);
  const Chain chain = found(a, {links(link("mul", {d, bar}), 2)});
  EXPECT_EQ(chain.links.size(), 5u);
  EXPECT_EQ(chain.last, chain.first + 4);
}

TEST_F(ChainTest, updatesKeepTheirOrderToLoads) {
  const ValueId a = link("tanh", {u}), before = b.load(uBar, "before");
  b.update(uBar, v);
  const ValueId after = b.load(uBar, "after");
  const ValueId z = links(link("where", {a, before, after}), 4);
  const Chain chain = found(a, {z});
  EXPECT_EQ(namesOf(chain.before), "load update load");
  EXPECT_EQ(chain.before.front(), function[before].definition);
}

TEST_F(ChainTest, updatesByLinksAreBehindThem) {
  const ValueId a = link("tanh", {u});
  b.update(uBar, a);
  const Chain chain = found(a, {links(a, 4)});
  EXPECT_EQ(namesOf(chain.after), "update");
  EXPECT_EQ(chain.links.size(), 5u);
}

TEST_F(ChainTest, anAddressThatWaitsForALinkIsNotLoadedFrom) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  const ValueId k = ordinary("argmax", {d}, types.intType()), number = b.load(b.index(p, k));
  EXPECT_EQ(found(a, {link("mul_scalar", {d, number})}).links.size(), 5u);
}

// ---- primals and adjoints

TEST_F(ChainTest, valuesOfTheDerivativeAreAdjoints) {
  const ValueId first = link("tanh", {u}), a = links(first, 2);
  differentiated();
  const ValueId bar = ordinary("sum_adjoint", {shapeOf(a), seed});
  const ValueId sum = adjoint("tanh", {a, bar}, {nothing()})[0];
  const ValueId z = adjoint("tanh", {a, sum}, {nothing()})[0];
  const Chain chain = found(first, {z});
  EXPECT_EQ(chain.primals, (Values{u}));
  EXPECT_EQ(chain.adjoints, (Values{bar}));
}

TEST_F(ChainTest, whatMayBeAnAdjointCountsAsOne) {
  const auto results = loop(i, {u}, [&](ValueId, Values carried) {
    const ValueId a = link("mul", {carried[0], seed}), z = links(a, 5);
    const RegionId body = b.region();
    function[body].yields = {z};
    const auto at = std::find(function[body].ops.begin(), function[body].ops.end(), function[a].definition);
    const std::optional<Chain> chain =
        findChain(ChainFacts(module, function), body, static_cast<size_t>(at - function[body].ops.begin()));
    EXPECT_TRUE(chain && chain->primals.empty());
    EXPECT_EQ(chain.value_or(Chain()).adjoints, (Values{carried[0], seed}));
    return Values{z};
  });
  returns(results);
}

TEST_F(ChainTest, zerosPassNoBorder) {
  const ValueId zero = nothing(), a = link("add", {u, zero}), z = links(a, 3);
  EXPECT_EQ(found(a, {z}).primals, (Values{u}));
}

TEST_F(ChainTest, ofWhatIsReadTwiceThereIsOneInput) {
  const ValueId a = link("mul", {u, u}), z = links(link("mul", {a, u}), 3);
  EXPECT_EQ(found(a, {z}).primals, (Values{u}));
}

// ---- sums

TEST_F(ChainTest, sumsGoOnFromTheirFirstValue) {
  const ValueId first = link("tanh", {u}), a = links(first, 3);
  differentiated();
  const ValueId bar = b.load(uBar);
  const ValueId one = adjoint("tanh", {a, seed}, {bar})[0], two = adjoint("exp", {a, seed}, {one})[0];
  const Chain chain = found(first, {two});
  EXPECT_EQ(chain.bases.at(one), bar);
  EXPECT_EQ(chain.bases.at(two), bar);
  EXPECT_TRUE(chain.readBases.empty());
  EXPECT_EQ(chain.adjoints, (Values{seed}));
}

TEST_F(ChainTest, aSumThatALinkReadsHasItsBaseAsInput) {
  const ValueId first = link("tanh", {u}), a = links(first, 3);
  differentiated();
  const ValueId bar = b.load(uBar);
  const ValueId one = adjoint("tanh", {a, seed}, {bar})[0], two = adjoint("exp", {a, one}, {nothing()})[0];
  const Chain chain = found(first, {two});
  EXPECT_EQ(chain.readBases, (std::set<ValueId>{bar}));
  EXPECT_EQ(chain.adjoints, (Values{seed, bar}));
}

TEST_F(ChainTest, aReadSumThatBeganWithZeroHasNoInput) {
  const ValueId first = link("tanh", {u}), a = links(first, 3);
  differentiated();
  const ValueId one = adjoint("tanh", {a, seed}, {nothing()})[0], two = adjoint("exp", {a, one}, {nothing()})[0];
  const Chain chain = found(first, {two});
  EXPECT_TRUE(chain.readBases.empty());
  EXPECT_EQ(chain.adjoints, (Values{seed}));
}

TEST_F(ChainTest, theSumOfTwoValuesIsALink) {
  const ValueId a = link("tanh", {u}), d = links(a, 3);
  differentiated();
  const ValueId bar = b.load(uBar), part = adjoint("tanh", {d, seed}, {nothing()})[0], sum = b.add(bar, part);
  const Chain chain = found(a, {sum});
  EXPECT_EQ(chain.links.back(), function[sum].definition);
  EXPECT_EQ(chain.bases.at(sum), bar);
}

TEST_F(ChainTest, addingToALinkThatIsNoSumIsNoLink) {
  const ValueId a = link("tanh", {u}), d = links(a, 4), sum = b.add(d, v), other = b.add(a, d);
  const Chain chain = found(a, {sum, other});
  EXPECT_EQ(namesOf(chain.links), "tanh tanh tanh tanh tanh");
}

TEST_F(ChainTest, theSumOfANumberIsNotReadByLinks) {
  const ValueId a = link("mul_scalar", {u, x}), d = links(a, 4);
  differentiated();
  const ValueId xBar = adjoint("mul_scalar", {d, seed}, {b.constantFloat(types.doubleType(), 0)})[0];
  const Chain chain = found(a, {link("mul_scalar", {d, xBar})});
  EXPECT_EQ(chain.links.size(), 6u);
  EXPECT_EQ(chain.outputs, (Values{d, xBar}));
}

TEST_F(ChainTest, anOperationThatReadsASumWithoutAddingIsBehindTheLinks) {
  // The part of a sum over rows is not the sum, and only rules of adjoints are linear in it.
  const ValueId first = link("tanh", {u}), a = links(first, 4);
  differentiated();
  const ValueId sum = adjoint("mul", {a, v, seed}, {nothing()})[0], z = link("square", {sum});
  const Chain chain = found(first, {z});
  EXPECT_EQ(chain.links.size(), 6u);
  EXPECT_EQ(chain.outputs, (Values{sum}));
}

// ---- outputs

TEST_F(ChainTest, yieldsAndReadersInOtherRegionsMakeOutputs) {
  const ValueId a = link("tanh", {u}), d = link("exp", {a}), e2 = links(d, 6);
  const auto arms = branch(
      c, [&] { return Values{d}; },
      [&] {
        return Values{ordinary("matmul", {a, v})};
      });
  const Chain chain = found(a, {e2, arms[0]});
  EXPECT_EQ(chain.outputs, (Values{a, d, e2}));
}

TEST_F(ChainTest, whatNobodyReadsIsNoOutput) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  link("exp", {d});
  EXPECT_EQ(found(a, {d}).outputs, (Values{d}));
}

TEST_F(ChainTest, theShapeOfALinkMakesNoOutput) {
  const ValueId a = link("tanh", {u}), d = links(a, 4), s = shapeOf(a);
  const Chain chain = found(a, {d, ordinary("ones", {s})});
  EXPECT_EQ(chain.outputs, (Values{d}));
}

// ---- shapes

TEST_F(ChainTest, theShapeOfALinkIsKnownBefore) {
  const ValueId a = link("tanh", {u}), d = links(a, 3);
  differentiated();
  const ValueId bar = ordinary("sum_adjoint", {shapeOf(d), seed}), z = adjoint("tanh", {d, bar}, {nothing()})[0];
  const Chain chain = found(a, {z});
  EXPECT_EQ(namesOf(chain.before), "shape_of sum_adjoint constant");
  EXPECT_EQ(chain.links.size(), 5u);
}

TEST_F(ChainTest, theShapeOfASumIsThatOfTheWholeSum) {
  // Broadcast operands have adjoints of their own shapes, not of that which they broadcast to.
  const ValueId a = link("mul", {u, v}), d = links(a, 4);
  differentiated();
  const ValueId sum = adjoint("mul", {d, v, seed}, {nothing()})[0];
  const ValueId z = ordinary("reshape", {w, shapeOf(sum)});
  const Chain chain = found(a, {z, links(d, 2)});
  EXPECT_EQ(chain.outputs.front(), sum);
  EXPECT_EQ(namesOf(chain.after), "shape_of reshape");
}

TEST_F(ChainTest, linksMayTakeTheShapeOfWhatTheyTake) {
  const ValueId s = shapeOf(u), a = link("expand", {u, s}), z = links(a, 4);
  const Chain chain = found(a, {z});
  EXPECT_EQ(chain.links.size(), 5u);
  EXPECT_EQ(chain.primals, (Values{u}));
}

TEST_F(ChainTest, anyOtherShapeMakesNoLink) {
  shapeOf(u);
  const ValueId s = ordinary("joined_shape", {u, v}, shape), a = link("tanh", {u}), d = links(a, 4);
  const Chain chain = found(a, {link("expand", {d, s})});
  EXPECT_EQ(chain.links.size(), 5u);
}

TEST_F(ChainTest, theShapeOfWhatIsBehindTheLinksIsBehindThem) {
  const ValueId a = link("tanh", {u}), product = ordinary("matmul", {a, v}), s = shapeOf(product), z = links(a, 4);
  const Chain chain = found(a, {z, link("expand", {u, s})});
  EXPECT_EQ(namesOf(chain.links), "tanh tanh tanh tanh tanh");
  EXPECT_EQ(namesOf(chain.after), "matmul shape_of");
}

// ---- totals

TEST_F(ChainTest, whatIsOnlyReducedIsATotal) {
  const ValueId a = link("tanh", {u}), d = links(a, 3), sum = total("sum", {d, c});
  const Chain chain = found(a, {sum});
  EXPECT_EQ(chain.totals, (std::map<ValueId, OpId>{{d, function[sum].definition}}));
  EXPECT_EQ(chain.outputs, (Values{d}));
  EXPECT_EQ(namesOf(chain.after), "sum");
}

TEST_F(ChainTest, totalsPassNoBorder) {
  const ValueId a = link("mul", {u, v}), d = links(a, 3);
  EXPECT_TRUE(find(a, {total("sum", {d})}));
}

TEST_F(ChainTest, whatIsReadBesideIsNoTotal) {
  const ValueId a = link("tanh", {u}), d = links(a, 4), sum = total("sum", {d});
  EXPECT_TRUE(found(a, {sum, d}).totals.empty());
}

TEST_F(ChainTest, aReaderAmongTheLinksDoesNotCount) {
  const ValueId a = link("tanh", {u}), d = links(a, 3), sum = total("sum", {d}), z = links(d, 3);
  EXPECT_EQ(found(a, {sum, z}).totals.size(), 1u);
}

TEST_F(ChainTest, theShapeOfATotalMayBeAsked) {
  const ValueId a = link("tanh", {u}), d = links(a, 4), sum = total("sum", {d}), s = shapeOf(d);
  EXPECT_EQ(found(a, {sum, ordinary("ones", {s})}).totals.size(), 1u);
}

TEST_F(ChainTest, whatIsReducedTwiceIsNoTotal) {
  const ValueId a = link("tanh", {u}), d = links(a, 4), sum = total("sum", {d}), mean = total("mean", {d});
  const Chain chain = found(a, {sum, mean});
  EXPECT_TRUE(chain.totals.empty());
  EXPECT_EQ(namesOf(chain.after), "sum mean");
}

TEST_F(ChainTest, everyValueHasATotalOfItsOwn) {
  const ValueId a = link("tanh", {u}), d = links(a, 4), first = total("sum", {a}), second = total("mean", {d});
  EXPECT_EQ(found(a, {first, second}).totals.size(), 2u);
}

TEST_F(ChainTest, whatATotalTakesBesideMayBeMadeBetweenTheLinksAndIt) {
  const ValueId a = link("tanh", {u}), d = links(a, 4),
                dims = ordinary("dims", {i}, types.value("clangent::Dims", false));
  const ValueId sum = total("sum", {d, dims});
  const Chain chain = found(a, {sum});
  EXPECT_EQ(chain.totals.size(), 1u);
  EXPECT_EQ(namesOf(chain.before), "dims");
}

TEST_F(ChainTest, aTotalThatTakesSomethingMadeOfLinksReadsTheWhole) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  const ValueId dims =
      ordinary("dims", {ordinary("argmax", {a}, types.intType())}, types.value("clangent::Dims", false));
  const Chain chain = found(a, {total("sum", {d, dims})});
  EXPECT_TRUE(chain.totals.empty());
  EXPECT_EQ(chain.outputs, (Values{a, d}));
}

TEST_F(ChainTest, aTotalOfALinkByAnotherIsNone) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  EXPECT_TRUE(found(a, {total("sum", {d, a}), total("mean", {v, d})}).totals.empty());
}

TEST_F(ChainTest, aTotalInAnotherRegionReadsTheWhole) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  const auto arms = branch(
      c, [&] { return Values{total("sum", {d})}; }, [&] { return Values{v}; });
  EXPECT_TRUE(found(a, arms).totals.empty());
}

TEST_F(ChainTest, aTotalBehindAWriteReadsTheWhole) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  b.store(uBar, v);
  const Chain chain = found(a, {total("sum", {d})});
  EXPECT_TRUE(chain.totals.empty());
  EXPECT_EQ(chain.last, chain.first + 4);
}

TEST_F(ChainTest, aSumOfAdjointsIsNoTotal) {
  const ValueId first = link("tanh", {u}), a = links(first, 3);
  differentiated();
  const ValueId bar = adjoint("tanh", {a, seed}, {nothing()})[0];
  const Chain chain = found(first, {total("sum", {bar})});
  EXPECT_EQ(chain.outputs, (Values{bar}));
  EXPECT_TRUE(chain.totals.empty());
}

TEST_F(ChainTest, aTotalMakesNoChainLonger) {
  const ValueId a = link("tanh", {u}), sum = total("sum", {links(a, 2)});
  EXPECT_FALSE(find(a, {sum}));
}

} // namespace
} // namespace clangent::transform
