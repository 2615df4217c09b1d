extension EditStep {
    /// The step for a picture that is so many times as large: what is said in pixels grows with it.
    ///
    /// Amounts and fractions mean the same at every size.
    package func scaled(by factor: Double) -> EditStep {
        var values = values
        for (name, value) in values { values[name] = scaled(value, of: name, by: factor) }
        return EditStep(tool, values: values)
    }

    /// Values that were checked before.
    private init(_ tool: EditTool, values: [EditMember.Name: EditValue]) {
        self.tool = tool
        self.values = values
    }

    private func scaled(_ value: EditValue, of name: EditMember.Name, by factor: Double) -> EditValue {
        switch (name, value) {
        case (.width, .number(let number)), (.height, .number(let number)):
            .number(max(1, (number * factor).rounded()))
        case (.left, .number(let number)), (.top, .number(let number)), (.right, .number(let number)),
            (.bottom, .number(let number)):
            isInPixels ? .number((number * factor).rounded()) : value
        case (_, .box(let box)): .box(box.scaled(by: factor))
        case (_, .mask(let mask)):
            if case .rectangle(let box) = mask.shape {
                .mask(
                    EditMask(
                        .rectangle(box.scaled(by: factor)),
                        isInverted: mask.isInverted,
                        feather: mask.feather,
                        canvas: mask.canvas
                    )
                )
            } else {
                value
            }
        default: value
        }
    }

    private var isInPixels: Bool { word(.unit).map { $0 == EditBox.Unit.pixel.rawValue } ?? true }
}

extension EditBox {
    fileprivate func scaled(by factor: Double) -> EditBox {
        guard unit == .pixel else { return self }
        return EditBox(
            x: x * factor,
            y: y * factor,
            width: max(1, width * factor),
            height: max(1, height * factor),
            unit: unit
        )
    }
}
