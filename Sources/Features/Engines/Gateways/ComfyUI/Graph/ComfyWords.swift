/// What somebody wrote, so that the server takes it for words and nothing else.
enum ComfyWords {
    private static let embedding = "embedding".unicodeScalars

    /// The words for a node of a class.
    ///
    /// `embedding:name` would load a file of the server's, in whatever node; brackets would weigh words where
    /// a text encoder reads them (`CLIPTextEncode` and its kin), which takes a backslash for "as it stands"
    /// and removes it. By scalars, as the server reads: a mark on top of a bracket hides it from no one.
    static func neutralised(_ words: String, for nodeClass: String) -> String {
        let weighs = nodeClass.hasPrefix("CLIPTextEncode")
        var neutral = String.UnicodeScalarView()
        for scalar in words.unicodeScalars {
            if weighs, scalar == "(" || scalar == ")" { neutral.append("\\") }
            if scalar == ":", neutral.suffix(embedding.count).elementsEqual(embedding) { neutral.append(" ") }
            neutral.append(scalar)
        }
        return String(neutral)
    }
}
