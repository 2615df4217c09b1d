package import Kernel

extension ID {
    /// An id for a test; equal numbers make equal ids, and greater numbers greater ones.
    package static func sample(_ number: UInt64 = 1) -> ID {
        ID(UUIDv7(at: Timestamp(milliseconds: 1_795_456_800_000), counter: 0, chance: number))
    }
}
