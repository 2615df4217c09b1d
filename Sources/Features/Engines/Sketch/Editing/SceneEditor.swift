package import Kernel

/// Changes scenes by instructions, and leaves everything else where it is.
///
/// The same scene and instruction give the same scene again.
package struct SceneEditor: Sendable {
    private let library: SketchLibrary

    package init(library: SketchLibrary) {
        self.library = library
    }

    /// Makes the changes of an instruction, in its order; a scene that cannot be drawn stays as it is.
    package func apply(_ instruction: SceneInstruction, to scene: Scene) -> SceneEdit {
        var rework = SceneRework(scene, library: library)
        if scene.isSound {
            for change in instruction.changes { rework.apply(change) }
        }
        let result = rework.scene.isSound ? rework.scene : scene
        return SceneEdit(scene: result, notes: notes(instruction, rework))
    }

    private func notes(_ instruction: SceneInstruction, _ rework: SceneRework) -> [Note] {
        var notes: [Note] = []
        let words = Array((instruction.notUnderstood + rework.unmet).prefix(Sketch.mostReportedWords))
        if !words.isEmpty { notes.append(Note(.instructionPartlyUnderstood, words: words)) }
        var reading = Reading()
        reading.approximated = instruction.approximated
        if let note = reading.nearestNote(library) { notes.append(note) }
        if !rework.reduced.isEmpty { notes.append(Note(.countReduced, words: rework.reduced)) }
        return notes
    }
}

/// A scene after an instruction, and what of it could not be done.
package struct SceneEdit: Hashable, Sendable {
    package let scene: Scene
    package let notes: [Note]
}

extension SceneRework {
    mutating func apply(_ change: SceneChange) {
        switch change {
        case .add(let addition): add(addition)
        case .remove(let target, let count): remove(target, count: count)
        case .replace(let target, let mention): replace(target, with: mention)
        case .count(let subject, let count): setCount(of: subject, to: count)
        case .colours(let target, let colours): colour(target, colours)
        case .size(let target, let factor): resize(target, by: factor)
        case .move(let target, let step, let word): move(target, by: step, word: word)
        case .pose(let target, let name, let word): pose(target, name, word: word)
        case .expression(let target, let face, let word): express(target, face, word: word)
        case .material(let target, let material): makeOf(material, target)
        case .time, .setting, .season, .weather, .tones, .noTone, .style, .sky, .without:
            applyToBackdrop(change)
        case .text(let text): setText(text)
        case .framing(let framing): recompose(framing: [framing], seed: Seed(clamping: UInt64(scene.seed)))
        case .shuffle: recompose(framing: [], seed: Seed(clamping: UInt64(scene.seed)).advanced(by: 1))
        }
    }

    private mutating func applyToBackdrop(_ change: SceneChange) {
        switch change {
        case .time(let id): setTime(id)
        case .setting(let id): setSetting(id)
        case .season(let season, let setting): setSeason(season, setting: setting)
        case .weather(let id): scene.backdrop.weather = id
        case .tones(let tones): addTones(tones)
        case .noTone(let tone): scene.backdrop.tones.removeAll { $0 == tone }
        case .style(let id): scene.style = id
        case .sky(let colour): scene.backdrop.skyColour = colour.text
        case .without(let subjects): leaveOut(subjects)
        default: break
        }
    }

    private mutating func makeOf(_ material: String, _ target: SceneTarget) {
        for place in places(of: target) { scene.items[place].material = material }
    }
}
