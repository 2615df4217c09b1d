import FoundationEssentials
import Imaging

/// A file format that can carry a manifest.
///
/// Reading takes any bytes: whatever does not look like the format ends the look, and nothing is believed to be longer than the file.
protocol Carrier {
    /// Walks through the file's pieces; nil when its beginning is not the format's.
    init?(_ file: Data)

    /// Manifests and XMP packets, in the file's order.
    var pieces: Pieces { get }
    /// Where a manifest begins that is put into the file.
    var place: Int { get }

    /// A manifest store as it stands in the file: the bytes that the data hash leaves out.
    static func embedding(_ store: [UInt8]) -> Data

    /// The file with a manifest at `place`.
    func file(with embedding: Data) -> Data
}

/// What the marks of a file are, and where.
struct Pieces {
    struct Store {
        /// The whole embedding.
        let range: Range<Int>
        let bytes: [UInt8]
    }

    /// More than one is already too many.
    static let mostStores = 2
    /// In bytes, of one packet.
    static let longestPacket = 1 << 20

    private(set) var stores: [Store] = []
    private(set) var packet: Data?

    mutating func add(_ store: Store) {
        if stores.count < Self.mostStores { stores.append(store) }
    }

    /// The first packet counts.
    mutating func add(packet found: Data) {
        if packet == nil { packet = found.prefix(Self.longestPacket) }
    }
}

extension ImageFormat {
    /// The kind of carrier that the format is; nil for formats that hold no manifest of ours.
    var carrier: (any Carrier.Type)? {
        switch self {
        case .png: PNGCarrier.self
        case .jpeg: JPEGCarrier.self
        case .webp: WebPCarrier.self
        case .avif, .heic, .gif, .tiff: nil
        }
    }
}

extension Data {
    /// `count` bytes from `offset`, counted from the beginning of a slice too; nil when they are not all there.
    func part(_ offset: Int, _ count: Int) -> Data? {
        guard offset >= 0, count >= 0, offset <= self.count, count <= self.count - offset else { return nil }
        return dropFirst(offset).prefix(count)
    }
}
