package com.example.houses;

import lombok.Data;

/** A row of the model's input. */
@Data
class HouseRow {
  private float area;
  private float rooms;
}
