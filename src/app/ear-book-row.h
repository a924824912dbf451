/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One theme in the codebook's list: folded, named in its place, dragged to another place. */
#pragma once

#include <adwaita.h>

#include "ear-book-node.h"

G_BEGIN_DECLS

#define EAR_TYPE_BOOK_ROW (ear_book_row_get_type ())
G_DECLARE_FINAL_TYPE (EarBookRow, ear_book_row, EAR, BOOK_ROW, AdwBin)

/* Where one theme is put beside another. */
typedef enum
{
  EAR_DROP_BEFORE,
  EAR_DROP_INTO,
  EAR_DROP_AFTER,
} EarDrop;

typedef struct
{
  void (*fold) (gpointer data, EarBookNode *node);
  void (*drop) (gpointer data, EarBookNode *dragged, EarBookNode *on, EarDrop where);
  gpointer data; /* it outlives the rows */
} EarBookRowActs;

GtkListItemFactory *ear_book_row_factory_new (const EarBookRowActs *acts);
EarBookNode *ear_book_row_get_node (EarBookRow *row); /* (nullable) */

G_END_DECLS
