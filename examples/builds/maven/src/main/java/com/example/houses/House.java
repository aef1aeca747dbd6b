package com.example.houses;

import lombok.Builder;
import lombok.Value;

/** What is known of a house; Lombok writes its constructor, getters and builder. */
@Value
@Builder
class House {
  double area;
  int rooms;
  double price;
}
