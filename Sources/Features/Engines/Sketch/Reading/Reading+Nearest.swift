import Kernel

extension Reading {
    /// Tells what was drawn for words that mean something else: lynx → cat.
    func nearestNote(_ library: SketchLibrary) -> Note? {
        let words = approximated.compactMap { approximation in
            library.subjects[approximation.subject].map { subject in
                "\(approximation.word) → \(subject.label[Self.language(of: approximation.word)] ?? subject.id)"
            }
        }
        return words.isEmpty
            ? nil : Note(.drawnAsNearest, words: Array(words.prefix(Sketch.mostReportedWords)))
    }

    /// In which of the labels' languages a word was written.
    private static func language(of word: String) -> String {
        word.first.map(CharacterKind.init) == .ideograph ? "zh-Hant" : "en"
    }
}
