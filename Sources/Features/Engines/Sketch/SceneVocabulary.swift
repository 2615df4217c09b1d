package import Kernel

/// Everything that a scene document may name, in the order in which people look for it.
package struct SceneVocabulary: Sendable {
    /// An id with what people call it.
    package struct Word: Hashable, Sendable {
        package let id: String
        private let label: [String: String]

        fileprivate init(_ id: String, _ label: [String: String]) {
            self.id = id
            self.label = label
        }

        package func name(in language: Language) -> String {
            label[language.rawValue] ?? label["en"] ?? id
        }
    }

    package let subjects: [SketchSubject]
    package let settings: [Word]
    package let times: [Word]
    package let weathers: [Word]
    /// Moods and named palettes.
    package let tones: [Word]
    package let materials: [Word]
    package let styles: [Word]
    /// Abstract pictures.
    package let patterns: [Word]
}

extension Illustrator {
    package var vocabulary: SceneVocabulary {
        SceneVocabulary(
            subjects: library.subjects.values.sorted { $0.id < $1.id },
            settings: library.settings.values.map { SceneVocabulary.Word($0.id, $0.label) }
                .sorted { $0.id < $1.id },
            times: library.times.values.map { SceneVocabulary.Word($0.id, $0.label) }
                .sorted { $0.id < $1.id },
            weathers: library.weathers.values.map { SceneVocabulary.Word($0.id, $0.label) }
                .sorted { $0.id < $1.id },
            tones: library.tones.values.map { SceneVocabulary.Word($0.id, $0.label) }
                .sorted { $0.id < $1.id },
            materials: library.materials.values.map { SceneVocabulary.Word($0.id, $0.label) }
                .sorted { $0.id < $1.id },
            styles: library.styles.map { SceneVocabulary.Word($0.id, $0.label) },
            patterns: library.patterns.kinds.map { SceneVocabulary.Word($0.id, $0.label) }
        )
    }
}

extension SketchSubject {
    package func name(in language: Language) -> String {
        label[language.rawValue] ?? label["en"] ?? id
    }
}
