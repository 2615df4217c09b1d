/// What made a picture: terms of IPTC's digital source type vocabulary (NewsCodes, October 2024).
package enum DigitalSourceType: String, CaseIterable, Sendable {
    case algorithmicMedia
    case trainedAlgorithmicMedia
    case compositeWithTrainedAlgorithmicMedia
    case humanEdits
    case compositeCapture
    case digitalCreation
    case algorithmicallyEnhanced
    /// Taken by a camera: only ever read from what an upload says of itself.
    case digitalCapture
    /// An upload that said nothing of itself; no term is written for it.
    case undisclosed

    /// The vocabulary's name of the term; nil where there is no term.
    package var uri: String? {
        self == .undisclosed ? nil : "http://cv.iptc.org/newscodes/digitalsourcetype/\(rawValue)"
    }
}
