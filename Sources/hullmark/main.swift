print("hullmark")
