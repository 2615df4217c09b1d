import Kernel

// The place, the time, the weather and the mood.

extension SceneRework {
    private static let mostTones = 3

    mutating func setTime(_ id: String) {
        guard let time = library.times[id] else { return }
        var dice = dice()
        scene.backdrop.time = id
        scene.backdrop.sky = dice.index(time.skies.count)
    }

    mutating func setSeason(_ season: Season?, setting: String?) {
        scene.backdrop.season = season
        guard season == .winter, let setting, self.setting.isOpen, !hasWinter else { return }
        setSetting(setting)
    }

    /// Whether the place shows a winter of its own.
    private var hasWinter: Bool {
        setting.seasons[.winter] != nil || setting.layers.contains { $0.seasons.contains(.winter) }
    }

    /// Moods that were asked for last come first; too many leave mud.
    mutating func addTones(_ tones: [String]) {
        let old = scene.backdrop.tones.filter { !tones.contains($0) }
        scene.backdrop.tones = Array((tones + old).prefix(Self.mostTones))
    }

    mutating func leaveOut(_ subjects: Set<String>) {
        scene.backdrop.without = Set(scene.backdrop.without).union(subjects).sorted()
    }

    /// Another place: everything keeps its place in the picture, as far as its ground there allows.
    mutating func setSetting(_ id: String) {
        guard let next = library.settings[id] else { return }
        scene.pattern = nil
        guard id != scene.backdrop.setting else { return }
        let (old, tree) = (room, tree)
        var dice = dice()
        scene.backdrop.setting = id
        scene.backdrop.palette = dice.index(next.palettes.count)
        scene.backdrop.horizon = horizon(in: next)
        for place in tree.roots { settle(place, from: old, tree) }
    }

    /// As it is where that is usual there; sheets many times taller than wide have horizons of their own.
    private func horizon(in setting: Setting) -> Double {
        let canvas = scene.canvas
        guard canvas.height <= canvas.unit * 1.2 else { return scene.backdrop.horizon }
        let share = scene.backdrop.horizon / canvas.height
        let usual = min(max(share, setting.horizon.lowerBound), setting.horizon.upperBound)
        return (usual * canvas.height).rounded()
    }

    /// Brings something onto the ground, or into the sky, of the new place.
    private mutating func settle(_ place: Int, from old: Room, _ tree: SceneTree) {
        let item = scene.items[place]
        guard item.isGrounded else {
            let y = item.foot.y * scene.backdrop.horizon / max(old.horizon, 1)
            move(place, foot: ScenePoint(x: item.foot.x, y: y), tree)
            return keepInside(place, tree)
        }
        let stands = library.subjects[item.subject]?.stands ?? .ground
        let (from, to) = (old.depths(stands), room.depths(stands))
        let depth = old.depth(at: item.foot.y)
        let share = (depth - from.lowerBound) / max(from.upperBound - from.lowerBound, 0.01)
        let next = to.lowerBound + min(max(share, 0), 1) * (to.upperBound - to.lowerBound)
        let foot = ScenePoint(x: item.foot.x, y: room.y(at: next))
        move(place, foot: foot, factor: room.scale(at: next) / max(old.scale(at: depth), 0.1), tree)
        fit(place, tree)
    }

    /// Makes it small enough for what is above its feet.
    private mutating func fit(_ place: Int, _ tree: SceneTree) {
        let (box, foot, content) = (wholeBox(place, tree), scene.items[place].foot, room.content)
        let high = (foot.y - content.top) / max(foot.y - box.top, 1)
        let factor = min(1, high, content.width / max(box.width, 1))
        if factor < 1 { move(place, foot: foot, factor: max(factor, 0.1), tree) }
        keepInside(place, tree)
    }
}

// MARK: - Text

extension SceneRework {
    /// Text, for which everything makes room; without any it goes.
    mutating func setText(_ text: [String]) {
        guard !text.isEmpty else {
            scene.text = nil
            return
        }
        let (lettering, unset) = lettering(text)
        for word in unset where !unmet.contains(word) { unmet.append(word) }
        scene.text = lettering
        guard let box = lettering?.box else { return }
        let tree = tree
        for place in tree.roots where box.overlap(with: wholeBox(place, tree)) > 0 { clear(place, tree) }
    }

    /// Makes room for text above, below or beside it.
    private mutating func clear(_ place: Int, _ tree: SceneTree) {
        let (foot, box, content) = (scene.items[place].foot, wholeBox(place, tree), room.content)
        if !isAloft(place, tree) {
            let line = min(foot.y, content.bottom)
            let factor = min(1, (line - content.top) / max(foot.y - box.top, 1))
            move(place, foot: ScenePoint(x: foot.x, y: line), factor: max(factor, 0.1), tree)
        }
        keepInside(place, tree)
    }
}
