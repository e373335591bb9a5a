extension VaultFactoryRecord {
  /// All known factories, the newest of each chain first.
  public static let all: [VaultFactoryRecord] = mainnet + donau + testnet2021 + swarm

  /// BTTC mainnet.
  private static let mainnet: [VaultFactoryRecord] = [
    VaultFactoryRecord(
      199, "0x763d7858287B9a33F4bE5bb3df0241dACc59BCc7",
      master: "0x5cf1f8C1C89e6fd24863918571917b5109D6a170",
      code: "56dd1118a2dff81e9dace9d86dae42c09d728080c3b02caa02df63ef30647fda",
      .proxyV2, "factory V2", release: "2.1.2", since: "2022-04-06", isCurrent: true),
    VaultFactoryRecord(
      199, "0x9AF4bEc1A30BeC47756Ecef4cf43B91592121bC9",
      master: "0x3C4A400C31d79C66818C87814Fc6c2C3D4504Ca9",
      code: "3bdbd72ab761c12f58e1e90ac22f3ac84f0adb9a82a9e94e1778137713e2a357",
      .proxyV1, "factory V1", release: "2.1.0", since: "2022-02-18"),
    VaultFactoryRecord(
      199, "0xc87721691Ee635aD7d27563214c15A54E88b2962",
      master: "0x83887c842422ee5461266d18cf713cc82DB00f21",
      code: "2ef21bb9f65fb5cce90c713f8251682a217aceed286ca0981444b38dfc4c27dc",
      .proxyV2, "the factory of 2022-03-30", since: "2022-03-30"),
    VaultFactoryRecord(
      199, "0xE21228cad7b0018E77C610E90dfF1eB5f2EdFd87",
      master: "0x2f5e6E5672b700Df9cEAAA5986BA8ec045E9d11C",
      code: "792be689a0e039417834957282c84cee679bc24d04ef2c66a1de5ad9af60c711",
      .proxyV1, "the factory of 2022-02-18", since: "2022-02-18"),
    VaultFactoryRecord(
      199, "0x750915c161b38C8630E98079839F13b7Fd08da62",
      master: "0x3f51202aa51A92E8b04C803D61F63bCcbF7cD187",
      code: "22a3271b46434a50f279f8175ac9aab5af753700476d8a30e401a83ba6fa50c5",
      .proxyV1, "the factory of 2022-02-17", since: "2022-02-17"),
  ]

  /// The Donau testnet. One of 2022-01-06 has the address of mainnet's factory V1, and other code.
  private static let donau: [VaultFactoryRecord] = [
    VaultFactoryRecord(
      1029, "0x47caA2198A7614E68a9F9578e217535Ef9674040",
      master: "0x7d45e558032bCb273Dd8C6717c516E0FfBF89930",
      code: "b0593627176deeff452eb0f0be1aced11d5fbbf3984da82a6d842b79314ff5b0",
      .proxyV2, "factory V2", release: "2.1.2", since: "2022-04-06", isCurrent: true),
    VaultFactoryRecord(
      1029, "0xc4e269975e5277eA16c32023A5A70F96541ED854",
      master: "0x3Ef08fb8A3D8c5837c0b6dD5007d7D868927928c",
      code: "061067600708edca11e6d17751b871136bdf607bc4359e9a6c3fb9f602134f19",
      .proxyV1, "factory V1", release: "2.1.0", since: "2022-02-18"),
    VaultFactoryRecord(
      1029, "0x0f82A8A3Cdb37B2c1bea17719b332Df40C1f6b78",
      master: "0x9e19EEac50830C1970d60a5ad1e3D1587522D61A",
      code: "b5165d3591757c63187ccd4b8a44a19f9dc13122a287c1ae53cd7d4020167423",
      .proxyV2, "the factory of 2022-03-30", since: "2022-03-30"),
    VaultFactoryRecord(
      1029, "0x92D7877103bC445A028516ea538E1B6D160c1915",
      master: "0x1Eb21348478a81Ca2Ac757893481466cA53A4F42",
      code: "ddc439b642ef5e7f762b499c0187d4aee9f6aea054af3ea915e6e733a7f481c5",
      .proxyV1, "the factory of 2022-02-18", since: "2022-02-18"),
    VaultFactoryRecord(
      1029, "0x7C2093a74D48106FC4ff7416DB85E57386aAA478",
      master: "0x149cECa3386d28Ec6b749Aff11560217F6f8eE11",
      code: "07008730ec855d8050a63c959361d5f5380ef97059311dcfb329e39fcee3ee51",
      .proxyV1, "the second factory of 2022-02-17", since: "2022-02-17"),
    VaultFactoryRecord(
      1029, "0xC22B50Af1ee2791F55E2Ab62A593dBab702C24fd",
      master: "0x36DE698609F611e3066b3522609f5d959147E7c5",
      code: "45444fb74b7390d1b9efd422244e0aa4d3b627a86ae89b4a3c6952c345ee0040",
      .proxyV1, "the factory of 2022-02-17", since: "2022-02-17"),
    VaultFactoryRecord(
      1029, "0xe7Bd5FD1386DA5D2efBA7d78b0AfD4e4F22B907f",
      master: "0x09d09C3663a6c2E919717F8c408fd5c72Dd172f9",
      code: "2299e55bfa676802eb2244a370a0bfdbc1ac3ece38537fdf642f607726524be8",
      .proxyV1, "the second factory of 2022-02-15", since: "2022-02-15"),
    VaultFactoryRecord(
      1029, "0x1c2f5fC7f16453D24E0690a145EFc581A1cC5A1e",
      master: "0x348CB9d1f0879a8DE25BeAb103a8c9a2150b4641",
      code: "42ff8ce46de97989661f0153cd155cca3d39cd3fce8a8a37e67b8450a3bc4dd9",
      .proxyV1, "the factory of 2022-02-15", since: "2022-02-15"),
    VaultFactoryRecord(
      1029, "0x6de0B87328597ef382A2a815a5B6d7be7dC051aF",
      master: "0x8A35b2fDd84a21a7Ad089795b41A36C053Dd5C0b",
      code: "d896be6ae88a2d8bc9caebb695d0d9939c6fddb4cb8bdc4e68c5d4ea245682c4",
      .directVaultWithPeerID, "the factory of 2022-01-13", release: "2.0.2", since: "2022-01-13"),
    VaultFactoryRecord(
      1029, "0x9AF4bEc1A30BeC47756Ecef4cf43B91592121bC9",
      master: "0x3C4A400C31d79C66818C87814Fc6c2C3D4504Ca9",
      code: "3bdbd72ab761c12f58e1e90ac22f3ac84f0adb9a82a9e94e1778137713e2a357",
      .directVaultWithPeerID, "the factory of 2022-01-06 at the address of mainnet's V1",
      since: "2022-01-06"),
    VaultFactoryRecord(
      1029, "0x392E3CE1B56c34ae0102C70cE3D640FFB9048A79",
      master: "0x8DE00B2363CF632631f54d06561069f9f78713a6",
      code: "f25b5a278686e2a94f10280e529d9749d1e683b9e7b0117e50cf54e9b54ebef8",
      .directVaultWithPeerID, "the factory of 2022-01-06", release: "2.0.1", since: "2022-01-06"),
    VaultFactoryRecord(
      1029, "0x9E987fBfaF00455B36d90eE90c2716B7996755F5",
      master: "0xD67E4B66A5E4F8107F482289997CE15B82db46b1",
      code: "d3dbaecfcd960380c2cfc8f08961eb0fd715fd3d6f01a2db5db570316060f71a",
      .directVault, "the factory of 2021-12-21", since: "2021-12-21"),
    VaultFactoryRecord(
      1029, "0x953bb0d5bF1DF0050b43BAff7Ae756102F5550E4",
      master: "0x52a8Ce58631494d2ef38Dba12e5A20e8D3d3A209",
      code: "78655b808237814c0b5fc5f5dd333c8fd91eadfc570d2298d3791b9cf903c8ff",
      .directVault, "the factory of 2021-12-15", release: "2.0.0", since: "2021-12-15"),
  ]

  /// The test network of 2021.
  private static let testnet2021: [VaultFactoryRecord] = [
    VaultFactoryRecord(
      1028, "0x70C82365596e9462B840A385f26BF5AB3264A59C",
      master: "0x3D77F2cDe885e53462e6D5c42D5350c43Cd26ACd",
      code: "84e95192230370d0de8fb977c287c3b173b1d7f8deec0ae39dc58d15efbb05db",
      .directVault, "the factory of 2021-12-07", since: "2021-12-07"),
    VaultFactoryRecord(
      1028, "0x09804806805e83A0B664C856DE2b7C4327fE1e76",
      master: "0x07e8Cfe88d62f4cdc3Ae168AF1A7df9CE154188a",
      code: "c886f12c8c2b9d79333fb1035e91d616d96199e6e1f9fba5b722d80fed5836cd",
      .directVault, "the first factory of 2021-12-07", since: "2021-12-07"),
    VaultFactoryRecord(
      1028, "0xaDbC89254A5216B2d3b450D3ABB782bfb0a22B92",
      master: "0xdD20Feb1e15Fe17D9d2f702636Ac3e1B04398bc0",
      code: "e1d9211b401276fd97a7c6d48c8a2254088357c13d653981291be8a137a35061",
      .chequebook, "the second factory of 2021-11-19", since: "2021-11-19"),
    VaultFactoryRecord(
      1028, "0x9095Df3Dc30c795E1a9B3d6Ad197efaA93F60953",
      master: "0x0B557a8DA6496a3354E8bf5029e19A9888E2279b",
      code: "19092c453c09ab061dff4ab274f04ff4a9011b0bb017fd5cc0400b1699c948d3",
      .chequebook, "the factory of 2021-11-19", since: "2021-11-19"),
    VaultFactoryRecord(
      1028, "0x50B2a60C256dFaCAa45FC8802aAd68594B5C0E01",
      master: "0x5d4d3a999bfc25775476Da5F3be696A3f67e946D",
      code: "1290553f85b433864692cac0e4f22a547511431d00f8e96746c292d12c8a4514",
      .chequebook, "the factory of 2021-11-11", since: "2021-11-11"),
  ]

  /// Swarm, whose chequebooks the vaults descend from.
  private static let swarm: [VaultFactoryRecord] = [
    VaultFactoryRecord(
      100, "0xC2d5A532cf69AA9A1378737D8ccDEF884B6E7420",
      master: "0x3b6a7f0bDB6663007F95dBD7FDDef815f7596715",
      code: "81d3de06cadb0970fc653f24cef4689243f9a3d702236370ecf4613673048145",
      .swarm, "Swarm's chequebook factory", isCurrent: true),
    VaultFactoryRecord(
      11_155_111, "0x0fF044F6bB4F684a5A149B46D7eC03ea659F98A1",
      master: "0xcd894CEd277811a1B56121Aff4578a7a776a4F37",
      code: "ba50aa67c6e6f135a8ca57947c015c24192531d47e47a9ec212c0090e0486d46",
      .swarm, "Swarm's chequebook factory", isCurrent: true),
  ]
}
