/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses from a tree by typing part of a name; where it may, makes something new of that name. */
#pragma once

#include <adwaita.h>

#include "ear-id.h"

G_BEGIN_DECLS

#define EAR_TYPE_TREE_CHOOSER (ear_tree_chooser_get_type ())
G_DECLARE_FINAL_TYPE (EarTreeChooser, ear_tree_chooser, EAR, TREE_CHOOSER, AdwDialog)

/* What may be chosen beside the rows. */
typedef enum
{
  EAR_TREE_CHOOSER_ROWS = 0,
  EAR_TREE_CHOOSER_NOTHING = 1 << 0, /* “Not said” */
  EAR_TREE_CHOOSER_NEW = 1 << 1,     /* something that is called what was typed */
} EarTreeChooserFlags;

/* The key of “Not said”. */
#define EAR_TREE_CHOOSER_NOTHING_KEY ""

/* Signal "chosen" (EarChoice): a row by its id, or by its key where it is no record; without both what is to be made
 * under its label. */
AdwDialog *ear_tree_chooser_new (const char *title, GPtrArray *rows, EarTreeChooserFlags flags);
void ear_tree_chooser_set_note (EarTreeChooser *chooser, const char *note); /* says what choosing does */

G_END_DECLS
