/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees of records whose parents were set on several devices. Two moves that are fine alone can make a cycle
 * together; it is broken at the move with the latest stamp, which is the same one on every device. */
#pragma once

#include "ear-stamp.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 n;       /* the node */
  gint64 parent;  /* its parent as somebody set it, 0 for none; 0 afterwards where a cycle was broken */
  EarStamp moved; /* when the parent was set */
} EarTreeNode;

void ear_tree_break_cycles (EarTreeNode *nodes, guint n_nodes);

G_END_DECLS
