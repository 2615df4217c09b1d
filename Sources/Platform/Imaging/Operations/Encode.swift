import CImaging
package import FoundationEssentials
import Kernel

extension Imaging {
    /// Writes a picture without any metadata but the given XMP packet.
    ///
    /// - Throws: `ImagingError.tooLarge` if the format cannot hold such a side; `failed` for a packet longer than
    ///   `ImageEncoding.longestPacket`.
    package func encode(
        _ picture: Picture,
        as encoding: ImageEncoding,
        xmp: Data? = nil
    ) async throws(ImagingError) -> Data {
        try await run { call throws(ImagingError) in
            try call.encode(picture, as: encoding, xmp: xmp)
        }
    }
}

extension Call {
    func encode(_ picture: Picture, as encoding: ImageEncoding, xmp: Data?) throws(ImagingError) -> Data {
        let size = picture.size
        guard max(size.width, size.height) <= encoding.maxSide else { throw .tooLarge(pixels: size.pixels) }
        let packet = xmp ?? Data()
        guard packet.count <= ImageEncoding.longestPacket else { throw .failed }
        switch encoding {
        case .png:
            let plain = try bytes { imaging_encode_png(picture.handle, handle, $0) }
            return PNGFile(plain).finished(with: packet)
        case .jpeg(let quality):
            let plain = try bytes { imaging_encode_jpeg(picture.handle, quality.quality, handle, $0) }
            return JPEGFile(plain).finished(with: packet)
        case .webp(let quality):
            let plain = try bytes { imaging_encode_webp(picture.handle, quality.quality, handle, $0) }
            return WebPFile(plain, size: size).finished(with: packet)
        case .avif(let quality):
            return try avif(picture, quality.quality, packet)
        }
    }

    private func avif(_ picture: Picture, _ quality: Int32, _ packet: Data) throws(ImagingError) -> Data {
        try bytes { result in
            packet.withUnsafeBytes { xmp in
                imaging_encode_avif(picture.handle, quality, xmp.baseAddress, xmp.count, handle, result)
            }
        }
    }

    /// Takes over what a function of the façade allocated.
    private func bytes(
        _ make: (UnsafeMutablePointer<imaging_bytes>) -> imaging_status
    ) throws(ImagingError) -> Data {
        try checkNotStopped()
        var bytes = imaging_bytes()
        try make(&bytes).check()
        guard let start = bytes.data else { throw .failed }
        return Data(
            bytesNoCopy: start,
            count: bytes.count,
            deallocator: .custom { start, _ in imaging_free(start) }
        )
    }
}

extension Int {
    fileprivate var quality: Int32 { Int32(Swift.min(Swift.max(self, 1), 100)) }
}
