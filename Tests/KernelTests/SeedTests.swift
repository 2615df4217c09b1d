import Kernel
import TestSupport
import Testing

struct SeedTests {
    @Test(arguments: [0, 1, 2_147_483_647])
    func `numbers of 31 bits are seeds`(number: Int) {
        #expect(Seed(number)?.number == UInt32(number))
    }

    @Test(arguments: [-1, 2_147_483_648, .max, .min])
    func `other numbers are not`(number: Int) {
        #expect(Seed(number) == nil)
    }

    @Test(
        arguments: [(7, 0, 7), (7, 3, 10), (2_147_483_647, 1, 0), (2_147_483_646, 3, 1)]
            as [(UInt64, Int, UInt32)]
    )
    func `the pictures of a request have the seeds that follow, around the end`(
        seed: UInt64,
        index: Int,
        next: UInt32
    ) {
        #expect(Seed(clamping: seed).advanced(by: index).number == next)
    }

    @Test func `a seed that nobody named comes from the whole range`() {
        let randomness = Randomness.seeded()
        let numbers = (0..<1_000).map { _ in randomness.seed().number }
        #expect(Set(numbers).count > 990)
        #expect(numbers.contains { $0 > 1 << 30 })
    }

    /// The first line is the one published with the algorithm.
    @Test(
        arguments: [
            (0, 0, [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]),
            (7, 0, [0xC584_133A_C916_AB3C, 0x3EE5_7890_41C9_8AC3, 0xF3B8_488C_368C_B0A6]),
            (7, 1, [0xFC21_F96C_0210_F277, 0x23BB_6564_8644_C121, 0x8440_A1E0_387B_40E7]),
        ] as [(UInt64, UInt64, [UInt64])]
    )
    func `a seed and a stream give the same numbers for ever`(seed: UInt64, stream: UInt64, numbers: [UInt64])
    {
        var generator = SeededGenerator(Seed(clamping: seed), stream: stream)
        #expect((0..<3).map { _ in generator.next() } == numbers)
    }

    @Test func `the system's bytes are as many as asked for and never the same`() {
        #expect(Randomness.system.bytes(32).count == 32)
        #expect(Randomness.system.bytes(32) != Randomness.system.bytes(32))
    }
}
