/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moves made blindly on several devices always come to a forest, and to the same one on every device. */
#include "ear-tree.h"

#define MAX_NODES 24

/* The tree as it is by ids: @parent is an index, -1 for none, -2 for a node that is not here. */
typedef struct
{
  guint n;
  int parent[MAX_NODES];
  EarStamp moved[MAX_NODES];
} Moves;

static void
make_moves (Moves *moves, gboolean ties)
{
  moves->n = (guint) g_test_rand_int_range (1, MAX_NODES + 1);
  for (guint i = 0; i < moves->n; i++)
    {
      moves->parent[i] = g_test_rand_int_range (-2, (int) moves->n);
      moves->moved[i] = (EarStamp) { .clock = (EarClock) g_test_rand_int_range (1, ties ? 4 : 1000) };
      moves->moved[i].device.bytes[0] = ties ? (guint8) g_test_rand_int_range (0, 2) : (guint8) i;
    }
}

/* The nodes in @order, under row numbers of that workbook's own. */
static void
lay_out (const Moves *moves, const guint *order, const gint64 *rows, EarTreeNode *nodes)
{
  for (guint i = 0; i < moves->n; i++)
    {
      guint id = order[i];
      int parent = moves->parent[id];

      nodes[i] = (EarTreeNode) { rows[id], parent >= 0 ? rows[parent] : parent == -2 ? 999999 : 0, moves->moved[id] };
    }
}

static void
shuffle (guint *order, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint j = (guint) g_test_rand_int_range (0, (int) i);
      guint held = order[i - 1];

      order[i - 1] = order[j];
      order[j] = held;
    }
}

static void
make_rows (guint n, gint64 *rows)
{
  guint order[MAX_NODES];

  for (guint i = 0; i < n; i++)
    order[i] = i;
  shuffle (order, n);
  for (guint i = 0; i < n; i++)
    rows[i] = 10 + order[i];
}

/* Breaks the cycles and gives the outcome back by ids. */
static void
solve (const Moves *moves, gboolean any_order, int *parents)
{
  EarTreeNode nodes[MAX_NODES];
  gint64 rows[MAX_NODES];
  guint order[MAX_NODES];

  for (guint i = 0; i < moves->n; i++)
    order[i] = i;
  if (any_order)
    shuffle (order, moves->n);
  make_rows (moves->n, rows);
  lay_out (moves, order, rows, nodes);
  ear_tree_break_cycles (nodes, moves->n);
  for (guint i = 0; i < moves->n; i++)
    {
      guint id = order[i];

      g_assert_cmpint (nodes[i].n, ==, rows[id]);
      parents[id] = nodes[i].parent == 999999 ? -2 : -1;
      for (guint j = 0; nodes[i].parent != 0 && j < moves->n; j++)
        {
          if (rows[j] == nodes[i].parent)
            parents[id] = (int) j;
        }
    }
}

static void
assert_forest (guint n, const int *parents)
{
  for (guint i = 0; i < n; i++)
    {
      guint steps = 0;

      for (int at = (int) i; at >= 0; at = parents[at])
        g_assert_cmpuint (steps++, <=, n);
    }
}

static gboolean
on_cycle (const Moves *moves, guint node)
{
  int at = moves->parent[node];

  for (guint steps = 0; at >= 0 && at != (int) node && steps <= moves->n; steps++)
    at = moves->parent[at];
  return at == (int) node;
}

/* Only one move of each cycle is undone, and it is the latest. */
static void
assert_latest_cut (const Moves *moves, const int *parents)
{
  for (guint i = 0; i < moves->n; i++)
    {
      guint cuts = 0;

      if (!on_cycle (moves, i))
        {
          g_assert_cmpint (parents[i], ==, moves->parent[i]);
          continue;
        }
      for (int at = (int) i;;)
        {
          if (parents[at] == -1)
            {
              cuts++;
              for (int other = moves->parent[at]; other != at; other = moves->parent[other])
                g_assert_cmpint (ear_stamp_compare (&moves->moved[other], &moves->moved[at]), <=, 0);
            }
          else
            g_assert_cmpint (parents[at], ==, moves->parent[at]);
          at = moves->parent[at];
          if (at == (int) i)
            break;
        }
      g_assert_cmpuint (cuts, ==, 1);
    }
}

static void
test_random_moves (gconstpointer with_ties)
{
  gboolean ties = GPOINTER_TO_INT (with_ties);

  for (int round = 0; round < 4000; round++)
    {
      Moves moves;
      int first[MAX_NODES], other[MAX_NODES];

      make_moves (&moves, ties);
      solve (&moves, FALSE, first);
      assert_forest (moves.n, first);
      assert_latest_cut (&moves, first);
      /* Row numbers differ from workbook to workbook. Where stamps are equal the order of ids decides, which the
       * store gives; where they are not, no order does. */
      for (int i = 0; i < 3; i++)
        {
          solve (&moves, !ties, other);
          for (guint j = 0; j < moves.n; j++)
            g_assert_cmpint (first[j], ==, other[j]);
        }
    }
}

static void
test_small (void)
{
  EarTreeNode itself[] = { { 7, 7, { 5, EAR_ID_NONE } } };
  EarTreeNode pair[] = { { 1, 2, { 5, EAR_ID_NONE } }, { 2, 1, { 6, EAR_ID_NONE } } };

  ear_tree_break_cycles (NULL, 0);
  ear_tree_break_cycles (itself, 1);
  g_assert_cmpint (itself[0].parent, ==, 0);
  ear_tree_break_cycles (pair, 2);
  g_assert_cmpint (pair[0].parent, ==, 2);
  g_assert_cmpint (pair[1].parent, ==, 0);
}

/* A chain as long as a hostile file could make it is walked once, not once a node. */
static void
test_long_chain (void)
{
  guint n = 200000;
  g_autofree EarTreeNode *nodes = g_new0 (EarTreeNode, n);

  for (guint i = 0; i < n; i++)
    nodes[i] = (EarTreeNode) { i + 1, i == 0 ? n : i, { i + 1, EAR_ID_NONE } };
  g_test_timer_start ();
  ear_tree_break_cycles (nodes, n);
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 5);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (nodes[i].parent, ==, i == n - 1 ? 0 : i == 0 ? n : i);
}

/* In whatever order the nodes come, the levels below the lowest stand at the top, and those below them under them. */
static void
test_levels (void)
{
  enum { N = 3 * EAR_TREE_MAX_LEVELS + 5 };

  for (guint way = 0; way < 3; way++)
    {
      EarTreeNode nodes[N];
      guint order[N];

      for (guint i = 0; i < N; i++)
        order[i] = way == 1 ? N - 1 - i : i;
      if (way == 2)
        shuffle (order, N);
      for (guint i = 0; i < N; i++)
        nodes[i] = (EarTreeNode){ .n = order[i] + 1, .parent = order[i] };
      ear_tree_cut_levels (nodes, N);
      for (guint i = 0; i < N; i++)
        g_assert_cmpint (nodes[i].parent, ==, order[i] % EAR_TREE_MAX_LEVELS == 0 ? 0 : order[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/model/tree/random-moves", GINT_TO_POINTER (FALSE), test_random_moves);
  g_test_add_data_func ("/model/tree/random-moves-with-ties", GINT_TO_POINTER (TRUE), test_random_moves);
  g_test_add_func ("/model/tree/small", test_small);
  g_test_add_func ("/model/tree/long-chain", test_long_chain);
  g_test_add_func ("/model/tree/levels", test_levels);
  return g_test_run ();
}
