import Imaging
import Kernel

/// An address of one picture that works for a while, for whoever knows it: what it leads to, until when, and a proof that we made it.
///
/// Nothing is stored for it. It ends early with its picture alone.
package struct PictureLink: Hashable, Sendable {
    let image: ImageID
    let format: ImageFormat
    /// Of formats that have one; nil is ours.
    let quality: Int?
    let until: Timestamp
    let proof: Secret

    init(image: ImageID, format: ImageFormat, quality: Int?, until: Timestamp, proof: Secret) {
        self.image = image
        self.format = format
        self.quality = quality
        self.until = until
        self.proof = proof
    }

    /// Reads what stood in an address: well-formed, and not yet believed.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 5, let image = ImageID(parts[0]), let quality = Int(parts[1]),
            let until = Int64(parts[2]), let format = ImageFormat(rawValue: String(parts[4]))
        else { return nil }
        self.init(
            image: image,
            format: format,
            quality: quality == 0 ? nil : quality,
            until: Timestamp(milliseconds: until),
            proof: Secret(String(parts[3]))
        )
        guard self.text == text else { return nil }
    }

    /// What its address ends with, the format last, as the names of files do.
    package var text: String {
        "\(image.text).\(quality ?? 0).\(until.milliseconds).\(proof.reveal()).\(format.rawValue)"
    }

    /// What the proof is of.
    var claim: String { "\(image.text)/\(format.rawValue)/\(quality ?? 0)/\(until.milliseconds)" }
}
