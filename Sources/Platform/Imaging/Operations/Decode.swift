package import FoundationEssentials

extension Imaging {
    /// Decodes the first page of a picture: upright, sRGB, 8 bits, all metadata gone.
    ///
    /// - Throws: `ImagingError.tooLarge` before any pixel is read; `damaged` for bytes that end too early.
    package func decode(
        _ bytes: Data,
        limits: DecodeLimits = .standard
    ) async throws(ImagingError) -> Picture {
        try await run { call throws(ImagingError) in
            let candidate = try Candidate(bytes)
            try candidate.check(limits, call)
            return try candidate.decode(call)
        }
    }
}
