package import Engines
package import FoundationEssentials
import Imaging
package import Kernel

extension Studio {
    /// The longest side of a design's sample, in pixels.
    static let longestSample = 480

    /// What a design looks like with its samples, and with a drawn landscape where it takes a picture: WebP.
    ///
    /// `aspect` is one that it claims, else its first.
    /// - Throws: `Problem`.
    package func sample(
        of design: Design,
        aspect: AspectRatio?,
        palette: String?,
        in language: Language
    ) async throws -> Data {
        let shape = aspect.flatMap { design.aspects.contains($0) ? $0 : nil } ?? design.aspects.first
        let words = [design.id, shape?.rawValue ?? "", palette ?? "/", language.rawValue]
        let name = words.joined(separator: " ")
        if let known = samples[name] { return known }
        let landscape: ImageID? = design.picture == .none ? nil : ids.next()
        let document = try design.document(
            palette: palette,
            size: PixelSize(shape ?? .square, .oneK),
            picture: landscape,
            language: language
        )
        let longest = PixelSize(width: Self.longestSample, height: Self.longestSample)
        let small = try document.scaled(toFit: longest)
        do {
            return try await inTurn(at: proofs) {
                // Whoever was before may have wanted the same.
                if let known = samples[name] { return known }
                var pictures: [ImageID: Picture] = [:]
                if let landscape { pictures[landscape] = try await drawnLandscape() }
                let order = EngineOrder(
                    prompt: .none,
                    size: small.canvas.size,
                    seed: Seed(clamping: 0),
                    style: nil,
                    task: .layers(LayerRequest(document: small, pictures: pictures))
                )
                let result = try await engine(for: .typeset).make(order) { _ in }
                guard case .pixels(let picture) = result.output else { throw EngineError.failed }
                let bytes = try await imaging.encode(picture, as: .webp(quality: 82))
                samples.keep(bytes, as: name)
                return bytes
            }
        } catch EngineError.refused(let problem) {
            throw problem
        } catch EngineError.failed {
            throw Problem(.engineFailed)
        }
    }

    /// Hills under a low sun: it stands for the picture that somebody will put there.
    private func drawnLandscape() async throws -> Picture {
        try await imaging.draw(
            svg: """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600"><defs><linearGradient id="s" x1="0" y1="0" \
                x2="0" y2="1"><stop offset="0" stop-color="#33658a"/><stop offset="1" stop-color="#f6c177"/>\
                </linearGradient></defs><rect width="600" height="600" fill="url(#s)"/><circle cx="400" cy="250" r="70" \
                fill="#ffe3a3"/><path d="M0 380Q150 280 300 370T600 340V600H0Z" fill="#5b8c6e"/><path d="M0 450Q200 360 \
                380 450T600 430V600H0Z" fill="#3c6b52"/><path d="M0 520Q220 450 420 520T600 510V600H0Z" fill="#264b3a"/>\
                </svg>
                """,
            size: PixelSize(width: 600, height: 600)
        )
    }
}
