import CVision
import Foundation
package import Imaging

/// How faces are hidden.
package enum FaceCover: String, Hashable, Sendable, Codable, CaseIterable {
    case blur, pixelate
}

extension Vision {
    /// The most faces that are looked for in one picture.
    package static let mostFaces = 200

    /// Whether the face detector's files are there.
    package var canFindFaces: Bool {
        [frontal, profile].allSatisfy { FileManager.default.isReadableFile(atPath: $0) }
    }

    /// Finds faces, seen from the front or from the side, from the left to the right.
    ///
    /// It finds most of the larger ones and may take other things for faces: show them before hiding anything.
    /// - Throws: `ImagingError.failed` unless `canFindFaces`.
    package func faces(in picture: Picture) async throws(ImagingError) -> [PixelRect] {
        let (frontal, profile) = (frontal, profile)
        return try await imaging.run { call throws(ImagingError) in
            var rects = [vision_rect](repeating: vision_rect(), count: Self.mostFaces)
            var count: Int32 = 0
            let most = Int32(Self.mostFaces)
            try picture.lend {
                vision_faces($0, frontal, profile, most, call.reins, &rects, &count)
            }.check()
            return rects.prefix(Int(count)).map { rect in
                PixelRect(x: Int(rect.x), y: Int(rect.y), width: Int(rect.width), height: Int(rect.height))
            }
        }
    }

    /// Hides ellipses inside the rectangles so that nobody can bring them back: no more than the means of a few blocks are
    /// left of each.
    ///
    /// At most `mostFaces`; what of them lies outside is left out.
    package func hide(
        _ faces: [PixelRect],
        by cover: FaceCover,
        in picture: Picture
    ) async throws(ImagingError) -> Picture {
        let reach = -1_000_000...1_000_000
        guard faces.count <= Self.mostFaces,
            faces.allSatisfy({
                reach.contains($0.x) && reach.contains($0.y) && (1...1_000_000).contains($0.width)
                    && (1...1_000_000).contains($0.height)
            })
        else { throw .outOfRange }
        if faces.isEmpty { return picture }
        let rects = faces.map(vision_rect.init)
        return try await make(of: picture) {
            vision_hide($0, rects, Int32(rects.count), cover == .pixelate, $1, $2)
        }
    }

    private var frontal: String { cascades + "/haarcascade_frontalface_alt2.xml" }
    private var profile: String { cascades + "/haarcascade_profileface.xml" }
}
