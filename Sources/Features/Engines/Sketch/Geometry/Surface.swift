/// What is to be seen of some shapes that lie one over the other, for drawing on it: it knows where lines begin and end.
struct Surface {
    private struct Sheet {
        let runs: [[ScenePoint]]
        let box: SceneBox
        /// Otherwise it covers what lies below.
        let belongs: Bool
    }

    private var sheets: [Sheet] = []

    /// Around what belongs to it.
    var box: SceneBox? {
        let boxes = sheets.filter(\.belongs).map(\.box)
        return boxes.dropFirst().reduce(boxes.first) { $0?.union($1) }
    }

    mutating func add(_ outline: Outline) { lay(outline, belongs: true) }

    /// Hides what is below it.
    mutating func cover(_ outline: Outline) { lay(outline, belongs: false) }

    private mutating func lay(_ outline: Outline, belongs: Bool) {
        let runs = outline.runs(steps: 5)
        guard let box = SceneBox(around: runs.joined()) else { return }
        sheets.append(Sheet(runs: runs, box: box, belongs: belongs))
    }

    /// The stretches of a level line that are on it.
    func stretches(at level: Double) -> Stretches {
        var stretches = Stretches()
        for sheet in sheets where sheet.box.top <= level && level <= sheet.box.bottom {
            let own = Stretches(of: sheet.runs, at: level)
            if sheet.belongs { stretches.add(own) } else { stretches.take(own) }
        }
        return stretches
    }

    /// The surface as seen after every point is moved.
    func moved(_ change: (ScenePoint) -> ScenePoint) -> Surface {
        var moved = Surface()
        moved.sheets = sheets.compactMap { sheet in
            let runs = sheet.runs.map { $0.map(change) }
            return SceneBox(around: runs.joined()).map {
                Sheet(runs: runs, box: $0, belongs: sheet.belongs)
            }
        }
        return moved
    }
}
