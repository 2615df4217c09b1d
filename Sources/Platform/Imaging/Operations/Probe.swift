package import FoundationEssentials

extension Imaging {
    /// Says what a picture's header says; reads no pixel.
    package func probe(_ bytes: Data) async throws(ImagingError) -> ImageFacts {
        try await run { call throws(ImagingError) in
            try Candidate(bytes).facts(call)
        }
    }
}
