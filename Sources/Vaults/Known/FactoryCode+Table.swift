extension FactoryCode {
  /// Every factory code that go-btfs carried, the oldest first.
  public static let all: [FactoryCode] = [
    FactoryCode(
      "c3bade026dc80c78416e81890c8264439c225dcc6f486698615fa7da82b3f4d3", 1629, "2021-09-30",
      solc: "0.7.6",
      deploy: "deploySimpleSwap(address,uint256,bytes32)", tokenSlot: 1, masterSlot: 2),
    FactoryCode(
      "481fb0d2d16ff6de5178c42190fc173b7e9fc4f1d099dae4e21f348f7ef20377", 1524, "2021-11-04",
      solc: "0.7.6",
      deploy: "deploySimpleSwap(address,bytes32)", tokenSlot: 1, masterSlot: 2),
    FactoryCode(
      "12a49eb6bf812814d1f68639297c0aa4d3f53a8dd2471dd4f3c95e7d3d529535", 1524, "2021-11-05",
      solc: "0.7.6",
      deploy: "deploySimpleSwap(address,bytes32)", tokenSlot: 1, masterSlot: 2),
    FactoryCode(
      "bf45dc63e39f106dc9981bfb04d143e84f116ed41d2908f3088cd737f8184728", 1524, "2021-11-11",
      solc: "0.7.6",
      deploy: "deploySimpleSwap(address,bytes32)", tokenSlot: 1, masterSlot: 2),
    FactoryCode(
      "d261a6dd8300ed46182ef8b277d80797431351c7eb02f1d1a9baa9ca897495bb", 1559, "2021-11-19",
      solc: "0.7.6",
      deploy: "deploySimpleSwap(address,bytes32)", tokenSlot: 1, masterSlot: 2),
    FactoryCode(
      "b92d4146c2bc8f7d9b5e2f98595e83d3410a729339ac3cebe736a5772cbb061b", 1526, "2021-11-19",
      solc: "0.7.6",
      deploy: "deploySimpleSwap(address,bytes32)", tokenSlot: 1, masterSlot: 2),
    FactoryCode(
      "bd35380283ab036e86416d10d2b4fe8d11b88f564f3509d81a0d9a61f7c8c849", 1555, "2021-12-07",
      solc: "0.8.0",
      deploy: "deployVault(address,bytes32)", tokenSlot: 1, masterSlot: 2),
    FactoryCode(
      "b807936fd314901288e49cc47ab84f0af8966b1dd46391104778737dee414582", 1555, "2021-12-07",
      solc: "0.8.0",
      deploy: "deployVault(address,bytes32)", tokenSlot: 1, masterSlot: 2),
    FactoryCode(
      "a2f9cc5e38d79b2f08c3631aa634488912a0b38f46cdd994922e5b236d0167c1", 1555, "2021-12-15",
      solc: "0.8.0",
      deploy: "deployVault(address,bytes32)", tokenSlot: 1, masterSlot: 2),
    FactoryCode(
      "8843fedfbabee1df2097ac7d42b5d38ae4d315e36b39dae43f898345527ffa98", 1555, "2021-12-21",
      solc: "0.8.0",
      deploy: "deployVault(address,bytes32)", tokenSlot: 1, masterSlot: 2),
    FactoryCode(
      "1087a25b608105f6686c32c564b4a0665e38db4b940dc7b82f4a54873183e98c", 2062, "2022-01-06",
      solc: "0.8.0",
      deploy: "deployVault(address,bytes32,string)", tokenSlot: 1, masterSlot: 2),
    FactoryCode(
      "34dc01fcd9b7af6822f32573183f368c68ced98cba2cadb43fccae3211b80e64", 2062, "2022-01-06",
      solc: "0.8.0",
      deploy: "deployVault(address,bytes32,string)", tokenSlot: 1, masterSlot: 2),
    FactoryCode(
      "fc1ccff53b98883a39843916432bcc9e5eb58c2c3f9810b6c04f83ef5d9e0a01", 2435, "2022-01-13",
      solc: "0.8.0",
      deploy: "deployVault(address,bytes32,string)", tokenSlot: 2, masterSlot: 3),
    FactoryCode(
      "ae51f5c879cc017b715884b17c0a89af443f147398c5cea11ce76ba7c24944c5", 1501, "2022-02-15",
      solc: "0.8.2",
      deploy: "deployVault(address,address,bytes32,string,bytes)", tokenSlot: 2, masterSlot: 3),
    FactoryCode(
      "d93ea7c0f31336fcb15ead2968e03b57320cefef1920ed084a2d3984d6974478", 1501, "2022-02-15",
      solc: "0.8.2",
      deploy: "deployVault(address,address,bytes32,string,bytes)", tokenSlot: 2, masterSlot: 3),
    FactoryCode(
      "7b8c3c76e5070c7904aad19913f2cdfd3fed73c1dae18d431ecf4c62747d66e3", 1501, "2022-02-17",
      solc: "0.8.2",
      deploy: "deployVault(address,address,bytes32,string,bytes)", tokenSlot: 2, masterSlot: 3),
    FactoryCode(
      "ab177d51e1f5457a8dc02e5dfbe14505ede040a03a4bcb4d172f7d3c24ef4775", 1501, "2022-02-18",
      solc: "0.8.2",
      deploy: "deployVault(address,address,bytes32,string,bytes)", tokenSlot: 3, masterSlot: 2),
    FactoryCode(
      "97b884a05f75020d774ba42ba43ea300a539719e554b400384163e118c0c32e4", 1501, "2022-02-18",
      solc: "0.8.3",
      deploy: "deployVault(address,address,bytes32,string,bytes)", tokenSlot: 3, masterSlot: 2,
      label: "factory V1"),
    FactoryCode(
      "fea86e57e3089fa706e5641a8d7969b29bf2a6bf15d208fa02667cd8e6ac35fc", 1624, "2022-03-30",
      solc: "0.8.2",
      deploy: "deployVault(address,address,bytes32,string,bytes)", tokenSlot: 3, masterSlot: 2),
    FactoryCode(
      "54b6f137ff88c9a691f9e475a9724f1c05f53e22603d9db2730bbb06f9fa50f8", 1624, "2022-04-06",
      solc: "0.8.3",
      deploy: "deployVault(address,address,bytes32,string,bytes)", tokenSlot: 3, masterSlot: 2,
      label: "factory V2"),
  ]
}
