/// The three high bits of an item's first byte (RFC 8949, section 3.1).
enum MajorType: UInt8 {
    case unsigned
    case negative
    case bytes
    case text
    case array
    case map
    case tag
    case simple
}
