package import FoundationEssentials
import Glibc

extension Data {
    /// Where `needle` first stands at or after an offset, counted from the first byte.
    ///
    /// Looks for the needle's first byte and compares only there: made for megabytes, where `firstRange(of:)` takes seconds. An
    /// empty needle is nowhere.
    package func offset(of needle: [UInt8], from start: Int = 0) -> Int? {
        guard let first = needle.first else { return nil }
        return withUnsafeBytes { bytes in
            var place = start
            while place + needle.count <= bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + place, Int32(first), bytes.count - needle.count + 1 - place)
            {
                place = UnsafeRawPointer(found) - base
                if memcmp(found, needle, needle.count) == 0 { return place }
                place += 1
            }
            return nil
        }
    }
}
