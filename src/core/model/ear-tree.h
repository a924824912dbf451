/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees of records whose parents were set on several devices. Two moves that are fine alone can make a cycle
 * together; it is broken at the move with the latest stamp, which is the same one on every device. */
#pragma once

#include "ear-stamp.h"

G_BEGIN_DECLS

/* From the top down, more than anybody keeps. What stands below a node is listed for each node above it, so that a chain as long as
 * a file could make it would take the square of its length. */
#define EAR_TREE_MAX_LEVELS 32

typedef struct
{
  gint64 n;       /* the node */
  gint64 parent;  /* its parent as somebody set it, 0 for none; 0 afterwards where a cycle was broken */
  EarStamp moved; /* when the parent was set */
} EarTreeNode;

/* A node that was merged into another stands for it: what refers to the one means the other. */
typedef struct
{
  gint64 into;       /* the node it was merged into, 0 for none */
  EarStamp merged;   /* when that was said */
  gboolean live;     /* not deleted */
  gint64 stands_for; /* out: the last live node on the way, itself where there is none; 0 for a deleted one that leads nowhere */
} EarTreeMerging;

void ear_tree_break_cycles (EarTreeNode *nodes, guint n_nodes);
void ear_tree_cut_levels (EarTreeNode *nodes, guint n_nodes);
void ear_tree_follow_mergings (EarTreeNode *nodes, EarTreeMerging *mergings, guint n_nodes);

G_END_DECLS
