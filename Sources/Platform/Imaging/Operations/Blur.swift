import CImaging

extension Imaging {
    /// Blurs a picture by Gauss's bell of that deviation, 0...1000 pixels.
    ///
    /// Works on sRGB values as they are, as people expect of the tool; transparent pixels give no colour away.
    package func blur(_ picture: Picture, sigma: Double) async throws(ImagingError) -> Picture {
        guard (0...1000).contains(sigma) else { throw .outOfRange }
        if sigma < 0.1 { return picture }
        return try await run { call throws(ImagingError) in
            try call.picture { imaging_blur(picture.handle, sigma, call.handle, $0) }
        }
    }
}
