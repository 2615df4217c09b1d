package import FoundationEssentials

extension Imaging {
    /// Encodes a picture at several widths, in the order asked for; never larger than it is.
    ///
    /// Works downwards, each size from the next larger one, so that all of them cost little more than the first.
    package func thumbnails(
        of picture: Picture,
        widths: [Int],
        as encoding: ImageEncoding,
        xmp: Data? = nil
    ) async throws(ImagingError) -> [Data] {
        try await run { call throws(ImagingError) in
            var encoded: [Int: Data] = [:]
            var smallest = picture
            for width in Set(widths).sorted(by: >) {
                smallest = try call.shrink(smallest, to: smallest.size.shrunk(toWidth: width))
                encoded[width] = try call.encode(smallest, as: encoding, xmp: xmp)
            }
            return widths.compactMap { encoded[$0] }
        }
    }

    /// Shrinks encoded bytes to a width, reading no more of them than that needs; never enlarges.
    ///
    /// Much faster than `decode`, `resize` and `encode`, and with the same checks.
    package func thumbnail(
        _ bytes: Data,
        width: Int,
        as encoding: ImageEncoding,
        limits: DecodeLimits = .standard,
        xmp: Data? = nil
    ) async throws(ImagingError) -> Data {
        try await run { call throws(ImagingError) in
            let candidate = try Candidate(bytes)
            try candidate.check(limits, call)
            return try call.encode(candidate.thumbnail(width: max(1, width), call), as: encoding, xmp: xmp)
        }
    }
}
