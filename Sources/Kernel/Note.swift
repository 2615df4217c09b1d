/// Something worth saying about a result that is no failure, in a form that every language can word.
package struct Note: Hashable, Sendable, Codable {
    package enum Code: String, CaseIterable, Sendable, Codable {
        /// Words of the prompt that the engine could not draw.
        case wordsNotDrawn = "words_not_drawn"
        /// Words that something near to them was drawn for.
        case drawnAsNearest = "drawn_as_nearest"
        /// More of a thing was asked for than fits; as many as fit were drawn.
        case countReduced = "count_reduced"
        /// Nothing in the prompt could be drawn; the picture shows the setting alone.
        case nothingDrawn = "nothing_drawn"
        /// Some of the pictures asked for failed; nothing was charged for them.
        case imagesFailed = "images_failed"
        /// The classifier refused a picture; it was neither kept nor charged.
        case imageRefused = "image_refused"
        /// The engine made another size; the picture was fitted to the one that was asked for.
        case sizeCorrected = "size_corrected"
        /// The engine that the model names first could not; another one made the picture.
        case madeElsewhere = "made_elsewhere"
        /// Words of an instruction that no step came of.
        case instructionPartlyUnderstood = "instruction_partly_understood"
        /// A step looked for faces and found none, so it changed nothing.
        case noFaceFound = "no_face_found"
    }

    package let code: Code
    /// Words of the prompt: personal data, so notes are sealed like prompts.
    package let words: [String]
    /// The key to have it looked at by a person, where it is a decision.
    package let appeal: String?

    package init(_ code: Code, words: [String] = [], appeal: String? = nil) {
        self.code = code
        self.words = words
        self.appeal = appeal
    }

    /// The catalogue's sentence, without the words, which readers list beside it.
    package var message: Message {
        Message("note.\(code.rawValue)", ["words": words.joined(separator: ", ")])
    }
}
