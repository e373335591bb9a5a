import ArgumentParser
@main struct Chequer: ParsableCommand {}
