package import Kernel

/// Scenes that show what the library holds.
extension Illustrator {
    /// One thing by day, where it is at home; nil for what the library does not have.
    package func portrait(of subject: String, size: PixelSize, style: String) -> Scene? {
        guard let drawing = library.subjects[subject] else { return nil }
        var reading = Reading()
        // A pose is asked for by its subject.
        let mentioned = drawing.poseOf?.subject ?? subject
        var mention = Reading.Mention(subject: mentioned, word: mentioned, count: 1)
        mention.pose = drawing.poseOf?.pose
        reading.mentions = [mention]
        return sample(reading, size: size, style: style)
    }

    /// A place with nothing in it; nil for one that the library does not have.
    package func view(of setting: String, size: PixelSize, style: String) -> Scene? {
        guard library.settings[setting] != nil else { return nil }
        var reading = Reading()
        reading.setting = setting
        return sample(reading, size: size, style: style)
    }

    private func sample(_ reading: Reading, size: PixelSize, style: String) -> Scene {
        var reading = reading
        reading.time = library.standardTime.id
        let composer = Composer(library: library, seed: Seed(clamping: 7))
        return composer.compose(reading, canvas: Scene.Canvas(size), style: style).scene
    }

    /// Every drawing's id, poses of others included.
    package var drawings: [String] { library.subjects.keys.sorted() }
}
