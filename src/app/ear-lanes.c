/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-lanes.h"

/* Whether it is about a part of the words, and not about all of them. */
gboolean
ear_lanes_has_one (const EarCodingRow *coding)
{
  return coding->span.start < coding->span.end;
}

/* The uppermost lane in which nothing is in its way. They come in the order of the text. */
static guint
find_lane (GPtrArray *codings, guint n, guint most, GArray *lanes)
{
  const EarCodingRow *coding = codings->pdata[n];

  for (guint lane = 0; lane + 1 < most; lane++)
    {
      gboolean taken = FALSE;

      for (guint i = 0; i < n && !taken; i++)
        {
          const EarCodingRow *other = codings->pdata[i];

          taken = g_array_index (lanes, guint, i) == lane && ear_lanes_has_one (other) && other->span.end > coding->span.start
                  && other->span.start < coding->span.end;
        }
      if (!taken)
        return lane;
    }
  return most - 1;
}

/**
 * ear_lanes_assign:
 * @codings: (element-type EarCodingRow) (nullable): in the order of the text
 * @most: how many lanes there may be; what overlaps more often shares the last one
 * @lanes: (element-type guint): filled with the lane of each
 *
 * Returns: how many lanes there are.
 */
guint
ear_lanes_assign (GPtrArray *codings, guint most, GArray *lanes)
{
  guint n_lanes = 0;

  g_array_set_size (lanes, 0);
  for (guint i = 0; codings != NULL && i < codings->len; i++)
    {
      gboolean shown = ear_lanes_has_one (codings->pdata[i]);
      guint lane = shown ? find_lane (codings, i, most, lanes) : 0;

      g_array_append_val (lanes, lane);
      n_lanes = shown ? MAX (n_lanes, lane + 1) : n_lanes;
    }
  return n_lanes;
}
